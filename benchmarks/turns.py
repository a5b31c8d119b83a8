#!/usr/bin/env python3
"""Two executables in turns: medians of a step and of its phases, with the ratio of the second to the first.

    benchmarks/turns.py BEFORE AFTER [--rounds N] [options of charrnn bench]

Each round runs both for 0.7 s, on one core where taskset is there. With `chrt -f 10` before it, other work on the machine disturbs less.
"""
import json
import shutil
import statistics
import subprocess
import sys


def bench(executable, options):
    pinned = ["taskset", "-c", "0"] if shutil.which("taskset") else []
    command = [*pinned, executable, "bench", "--json", "--seconds", "0.7", *options]
    report = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return {"step": report["microseconds_per_iteration"], "share of peak": report["share_of_peak"], **report["phases"]}


def main(arguments):
    rounds = 7
    if "--rounds" in arguments:
        at = arguments.index("--rounds")
        rounds = int(arguments[at + 1])
        del arguments[at:at + 2]
    (before, after), options = arguments[:2], arguments[2:]
    runs = [(bench(before, options), bench(after, options)) for _ in range(rounds)]
    print(f"| {' '.join(options) or 'defaults'}, {rounds} rounds | before | after | ratio |\n| --- | --- | --- | --- |")
    for name in runs[0][0]:
        old, new = (statistics.median(run[side][name] for run in runs) for side in (0, 1))
        print(f"| {name} | {old:.3f} | {new:.3f} | {new / old:.3f} |")


main(sys.argv[1:])
