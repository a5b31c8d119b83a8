"""The table and the chart of growth.sh from its measurements: a file of lines of JSON, as `charrnn bench --json` prints them.

    python3 growth.py MEASURED CHART.svg
"""
import json
import statistics
import sys

SHARE = 0.9  # of the peak, in products


def read(path):
    """Medians by (H, V, T, B, threads): microseconds and the peak."""
    runs = {}
    with open(path, encoding="utf-8") as file:
        for line in file:
            run = json.loads(line)
            key = tuple(run[name] for name in ("hidden", "vocab", "sequence_length", "batch_size", "threads"))
            runs.setdefault(key, []).append((run["microseconds_per_iteration"], run["peak_gmacs"]))
    return {key: [statistics.median(column) for column in zip(*values)] for key, values in runs.items()}


def model(h, v, t, b, peak):
    """Microseconds of a step on one thread, by the formula in benchmarks/README.md; peak in 1e9 multiply-adds a second."""
    products = 3 * b * t * h * (h + v) / (SHARE * peak * 1000)
    elementwise = b * t * (1.6e-4 * v + 2.4e-4 * h + 1.5e-2)
    weights = (h * h + 2 * h * v) * 1.4e-4
    if b > 1:
        return products + elementwise + weights
    walks = 2 * t * h * h * 4 / (130e3 if h <= 400 else 100e3)  # Whh, twice a step, from L2 or L3, in place of two of the products
    return products - 2 * t * h * h / (SHARE * peak * 1000) + max(walks, 2 * t * h * h / (0.65 * peak * 1000)) + elementwise + weights


def table(runs):
    print("| H | V | T | B | us, 1 thread | formula, us | us, 2 threads | times 1 thread | symbols/s, best |")
    print("|---|---|---|---|---|---|---|---|---|")
    for h, v, t, b, threads in sorted(runs):
        if threads != 1:
            continue
        one, peak = runs[h, v, t, b, 1]
        two = runs.get((h, v, t, b, 2), (None,))[0]
        pair = (f"{two:.1f}", f"{one / two:.2f}") if two else ("", "")
        best = b * t * 1e6 / min(one, two or one)
        print(f"| {h} | {v} | {t} | {b} | {one:.1f} | {model(h, v, t, b, peak):.1f} | {pair[0]} | {pair[1]} | {best:,.0f} |")


def draw(runs, path):
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams.update({"svg.hashsalt": "charrnn", "svg.fonttype": "none", "font.size": 9})
    import matplotlib.pyplot as plot

    figure, (over_h, over_b) = plot.subplots(1, 2, figsize=(9, 3.6), sharey=True, layout="constrained")
    lines = [(over_h, 0, "B", 3, 1), (over_h, 0, "B", 3, 32), (over_b, 3, "H", 0, 100), (over_b, 3, "H", 0, 512)]
    for color, (axes, along, name, fixed, value) in enumerate(lines):
        for threads, style in ((1, "-"), (2, "--")):
            points = sorted(key for key in runs if key[fixed] == value and key[4] == threads and key[1] == 65 and key[2] == 25)
            speeds = [key[2] * key[3] * 1e6 / runs[key][0] for key in points]
            axes.plot([key[along] for key in points], speeds, style, marker=".", color=f"C{color}", label=f"{name} = {value}, {threads} thread{'s' * (threads > 1)}")
    for axes, name in ((over_h, "hidden size H"), (over_b, "streams B")):
        axes.set(xscale="log", yscale="log", xlabel=name)
        axes.grid(True, which="major", alpha=0.3)
        axes.legend(fontsize=7)
    over_h.set_ylabel("symbols a second, V = 65, T = 25")
    figure.savefig(path, metadata={"Date": None})


def main():
    runs = read(sys.argv[1])
    table(runs)
    try:
        draw(runs, sys.argv[2])
    except ImportError:
        print("skipped the chart: install the Debian package python3-matplotlib", file=sys.stderr)


main()
