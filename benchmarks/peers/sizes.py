"""The tables of sizes.sh from its measurements, a JSON object a line.

    python3 sizes.py MEASURED

The model of a step: 50 walks over Whh at the bandwidth of the level that holds it, all other multiply-adds at 0.85 of the peak, and 20 bytes a
weight for Adagrad at that bandwidth.
"""
import json
import statistics
import sys

V, T = 65, 25
LEVELS = ("l1", "l2", "l3")


def stride(hidden):
    """Floats between rows: the smallest odd number of 64-byte lines."""
    return (-(-hidden // 16) | 1) * 16


def level_of(matrix_bytes, bandwidth):
    return next((level for level in LEVELS if matrix_bytes <= bandwidth[f"{level}_bytes"]), "memory")


def modelled(hidden, bandwidth, peak):
    matrix = stride(hidden) * hidden * 4
    level = level_of(matrix, bandwidth)
    others = T * (hidden * hidden + 3 * hidden * V)
    weights = hidden * hidden + 2 * hidden * V
    seconds = 2 * T * matrix / bandwidth[level] + others / (0.85 * peak) + 20 * weights / bandwidth[level]
    return level, seconds * 1e6


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        lines = [json.loads(line) for line in file]
    measured = [line["bandwidth"] for line in lines if "bandwidth" in line]
    bandwidth = {key: statistics.median(entry[key] for entry in measured) for key in measured[0]}
    runs = {}
    for line in lines:
        if "bench" in line:
            runs.setdefault((line["level"], line["bench"]["hidden"]), []).append(line["bench"])
    time = {key: statistics.median(run["microseconds_per_iteration"] for run in series) for key, series in runs.items()}
    peak = statistics.median(run["peak_gmacs"] for series in runs.values() for run in series) * 1e9
    levels = sorted({level for level, _ in runs if not level.endswith("-exact")})

    print("Bandwidths in 1e9 bytes/s: " + ", ".join(f"{level} {bandwidth[level] / 1e9:.0f}" for level in (*LEVELS, "memory")), end="")
    print(f"; FMA peak {peak / 1e9:.1f}e9 a second. The model's share is to be at most 1.3.\n")
    titles = [f"x86-64-{level}, {what}" for level in levels for what in ("us an iteration", "share of the model")]
    print("| H | Whh in | model, us | " + " | ".join(titles) + " |\n|" + "---|" * (3 + len(titles)))
    for hidden in sorted({hidden for level, hidden in runs if not level.endswith("-exact")}):
        level, model = modelled(hidden, bandwidth, peak)
        cells = [cell for name in levels for cell in (f"{time[name, hidden]:.1f}", f"{time[name, hidden] / model:.2f}")]
        print(f"| {hidden} | {level.upper()} | {model:.1f} | " + " | ".join(cells) + " |")

    print("\n| exact kernels | H = 127, us | H = 128, us | H = 129, us | slowest over fastest |\n|---|---|---|---|---|")
    for level in levels:
        times = [time[f"{level}-exact", hidden] for hidden in (127, 128, 129)]
        print(f"| x86-64-{level} | " + " | ".join(f"{value:.1f}" for value in times) + f" | {max(times) / min(times) - 1:.1%} |")


main()
