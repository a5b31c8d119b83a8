"""The tables of compare.sh from its measurements: a file of lines NAME VALUE, each name once a round.

    python3 tables.py MEASURED

Ratios are taken within a round; every figure is the median over the rounds, with the lowest and the highest.
"""
import statistics
import sys

OPERATIONS = ("forward_recurrence", "logits", "hidden_gradient", "backward_recurrence", "recurrent_update", "output_update")
PEERS = {
    "numpy": "numpy, float64",
    "torch": "PyTorch, float32",
    "plain": "plain C++, `-O3 -march=native -ffast-math`",
    "plain256": "plain C++, the same with `-mprefer-vector-width=256`",
}
# The title of a ratio to a peer: (kind of time, peer).
RATIOS = {
    ("whole", "numpy"): "times as fast as numpy",
    ("whole", "torch"): "as PyTorch",
    ("training", "torch"): "as PyTorch's training alone",
    ("whole", "plain"): "as plain C++",
    ("whole", "plain256"): "as it with 256 bits",
}
LAYOUTS = {"tight": "rows of 100 and 65 floats, as the shapes are", "best": "for each operation the layout, of all that were tried, that suits the library best"}


def read(path):
    values = {}
    with open(path, encoding="utf-8") as file:
        for line in file:
            name, value = line.split()
            values.setdefault(name, []).append(value if name.startswith("kernel.") else float(value))
    return values


def spread(values, digits):
    return f"{statistics.median(values):.{digits}f} ({min(values):.{digits}f} to {max(values):.{digits}f})"


def ratios(numerators, denominators):
    return [numerator / denominator for numerator, denominator in zip(numerators, denominators)]


def row(*cells):
    print("| " + " | ".join(str(cell) for cell in cells) + " |")


def head(*cells):
    row(*cells)
    print("|" + "---|" * len(cells))


def whole_processes(values, levels):
    columns = [ratio for ratio in RATIOS if ".".join(ratio) in values]
    head("whole process", "us an iteration", *(RATIOS[column] for column in columns))
    for peer in PEERS:
        if f"whole.{peer}" in values:
            row(PEERS[peer], spread(values[f"whole.{peer}"], 1), *[""] * len(columns))
    if "training.torch" in values:
        row("PyTorch, its training alone, without start-up", spread(values["training.torch"], 1), *[""] * len(columns))
    for level in levels:
        own = values[f"whole.{level}"]
        row(f"charrnn, x86-64-{level}", spread(own, 1), *(spread(ratios(values[f"{kind}.{peer}"], own), 2 if "plain" in peer else 1) for kind, peer in columns))


def steps(values, levels):
    head("`charrnn bench`", "kernel", "us an iteration", "share of FMA peak")
    for name in levels:
        row(f"x86-64-{name}", values[f"kernel.{name}"][0], spread(values[f"step.{name}"], 2), spread(values[f"share.{name}"], 3))


def products(values, level, layout):
    columns = sorted({name.rsplit(".", 1)[0] for name in values if name.startswith("product.") and f"-{layout}." in name})
    if not columns:
        return
    print(f"\nOperations of x86-64-{level} against products in libraries, us; {LAYOUTS[layout]}:\n")
    head("", "charrnn", *(column.split(".")[1].split("-")[0] for column in columns), "times as fast as the faster")
    for operation in OPERATIONS:
        own = values[f"phase.{level}.{operation}"]
        times = [values[f"{column}.{operation}"] for column in columns]
        fastest = [min(round_) for round_ in zip(*times)]
        row(operation, spread(own, 2), *(spread(series, 2) for series in times), spread(ratios(fastest, own), 2))


def streams(values, level):
    cases = [name.split(".")[1] for name in values if name.startswith("time.") and name.endswith("x1")]
    head(f"H, B on x86-64-{level}", "us, 1 thread", "share of peak", "PyTorch, us", "times as fast", "us, 2 threads", "times 1 thread", "the peak loop's times")
    for case in cases:
        sizes, one, two = case.removesuffix("x1"), case, case.removesuffix("1") + "2"
        own, torch = values[f"time.{one}"], values.get(f"torch.{sizes}")
        against = (spread(torch, 0), spread(ratios(torch, own), 1)) if torch else ("", "")
        both = ("", "", "")
        if f"time.{two}" in values:
            peaks = [2 * pair / single for pair, single in zip(values[f"peak.{two}"], values[f"peak.{one}"])]
            both = (spread(values[f"time.{two}"], 1), spread(ratios(own, values[f"time.{two}"]), 2), spread(peaks, 2))
        row(sizes.replace("x", ", "), spread(own, 1), spread(values[f"share.{one}"], 3), *against, *both)


def samples(values, levels):
    head("`charrnn sample --length 5000000 --seed 1`", "symbols/s, whole process")
    for level in levels:
        row(f"x86-64-{level}", spread(values[f"sample.{level}"], 0))


def main():
    values = read(sys.argv[1])
    levels = [level for level in ("v3", "v4") if f"whole.{level}" in values]
    whole_processes(values, levels)
    print()
    steps(values, levels)
    for level in reversed(levels):
        for layout in LAYOUTS:
            products(values, level, layout)
    print("\nOurs: recurrences with input, bias and tanh or slope, updates with the transposed copies; theirs: products alone, updates followed by a vectorised pass of clip and Adagrad.\n")
    samples(values, levels)
    print("\nSeveral streams and threads, T = 25, V = 65; PyTorch's training alone, on 1 thread:\n")
    streams(values, levels[-1])


if __name__ == "__main__":
    main()
