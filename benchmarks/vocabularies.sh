#!/usr/bin/env bash
# The step by size of the vocabulary: H = 256, T = 25, B = 32, one thread.
#
#     benchmarks/vocabularies.sh [ROUNDS] >benchmarks/results/<cpu>/vocabularies.md
#
# CHARRNN_EXE names an executable to use in place of one that is published into out/. Needs python3.
set -euo pipefail
rounds=${1:-5}
cd "$(dirname "$0")/.."
source benchmarks/machine.sh
measured=$(mktemp)
trap 'rm -f "$measured"' EXIT

executable=$(measured_executable)

for ((round = 0; round < rounds; round++)); do
    for vocab in 65 256 257 300 1000 3000 8192; do
        "$executable" bench --json --seconds 1 --hidden 256 --batch 32 --vocab "$vocab" >>"$measured"
    done
done

echo "# The step by size of the vocabulary: H = 256, T = 25, B = 32, one thread"
echo
echo "$(machine); medians of $rounds rounds, phases in ms."
echo
python3 - "$measured" <<'PYTHON'
import json, statistics, sys
runs = {}
for line in open(sys.argv[1]):
    run = json.loads(line)
    runs.setdefault(run["vocab"], []).append(run)
phases = ["logits", "softmax_cross_entropy", "hidden_gradient", "output_update"]
print("| V | kernel | ms an iteration | share of peak (lowest to highest) | " + " | ".join(name.replace("_", " ") for name in phases) + " |")
print("|---|---|---|---|" + "---|" * len(phases))
for vocab, of in sorted(runs.items()):
    median = lambda value: statistics.median(value(run) for run in of)
    share = [run["share_of_peak"] for run in of]
    cells = [f'{median(lambda run: run["phases"][name]) / 1e3:.2f}' for name in phases]
    print(f'| {vocab} | {of[0]["kernel"]} | {median(lambda run: run["microseconds_per_iteration"]) / 1e3:.2f} '
          f'| {statistics.median(share):.3f} ({min(share):.3f} to {max(share):.3f}) | {" | ".join(cells)} |')
PYTHON
