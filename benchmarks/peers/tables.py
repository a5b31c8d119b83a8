"""The tables of compare.sh from its measurements: a file of lines NAME VALUE, each name once a round.

    python3 tables.py MEASURED

Ratios are taken within a round; every figure is the median over the rounds, with the lowest and the highest.
"""
import statistics
import sys

OPERATIONS = ("forward_recurrence", "logits", "hidden_gradient", "backward_recurrence", "recurrent_update", "output_update")
PEERS = {"numpy": "numpy, float64", "torch": "PyTorch, float32", "plain": "plain C++, `-O3 -march=native -ffast-math`"}


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
    peers = [peer for peer in PEERS if f"whole.{peer}" in values]
    columns = [("whole", peer, f"times as fast as {PEERS[peer].split(',')[0]}") for peer in peers]
    if "training.torch" in values:
        columns.append(("training", "torch", "than PyTorch's training alone"))
    head("whole process", "us an iteration", *(title for _, _, title in columns))
    for peer in peers:
        row(PEERS[peer], spread(values[f"whole.{peer}"], 1), *[""] * len(columns))
    if "training.torch" in values:
        row("PyTorch, its training alone", spread(values["training.torch"], 1), *[""] * len(columns))
    for level in levels:
        own = values[f"whole.{level}"]
        row(f"charrnn, x86-64-{level}", spread(own, 1), *(spread(ratios(values[f"{kind}.{peer}"], own), 1 if peer != "plain" else 2) for kind, peer, _ in columns))


def steps(values, levels):
    head("`charrnn bench`", "kernel", "us an iteration", "share of FMA peak")
    for name in [name for level in levels for name in (level, f"exact-{level}")]:
        row(f"x86-64-{name.removeprefix('exact-')}", values[f"kernel.{name}"][0], spread(values[f"step.{name}"], 2), spread(values[f"share.{name}"], 3))


def products(values, level):
    columns = sorted({name.rsplit(".", 1)[0] for name in values if name.startswith("product.")})
    if not columns:
        return
    print(f"Operations of x86-64-{level} against products in libraries, us (for each operation the layout that suits the library best):\n")
    head("", "charrnn", *(column.split(".")[1] for column in columns), "times as fast as the faster")
    for operation in OPERATIONS:
        own = values[f"phase.{level}.{operation}"]
        times = [values[f"{column}.{operation}"] for column in columns]
        fastest = [min(round_) for round_ in zip(*times)]
        row(operation, spread(own, 2), *(spread(series, 2) for series in times), spread(ratios(fastest, own), 2))
    print("\nOurs: recurrences with input, bias and tanh or slope, updates with the transposed copies; theirs: products alone, updates followed by a vectorised pass of clip and Adagrad.")


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
        print()
        products(values, level)
    print()
    samples(values, levels)


main()
