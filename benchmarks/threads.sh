#!/usr/bin/env bash
# One stream on two threads against one, by network: the walkers of several layers, and a leader with its follower for one.
#
#     benchmarks/threads.sh [ROUNDS] >benchmarks/results/<cpu>/threads.md
#
# CHARRNN_EXE names an executable to use in place of one that is published into out/. Needs python3 and two cores.
set -euo pipefail
rounds=${1:-7}
cd "$(dirname "$0")/.."
source benchmarks/machine.sh
measured=$(mktemp)
trap 'rm -f "$measured"' EXIT

executable=$(measured_executable)

for ((round = 0; round < rounds; round++)); do
    while read -r options; do
        for threads in 1 2; do
            # shellcheck disable=SC2086 # several options
            echo "{\"options\": \"$options\", \"bench\": $("$executable" bench --json --seconds 0.5 --threads "$threads" $options </dev/null)}" >>"$measured"
        done
    done <<'CASES'
--hidden 100
--hidden 512
--layers 2 --hidden 100
--layers 2 --hidden 256
--cell gru --layers 2 --hidden 128 --sequence-length 50
--cell lstm --hidden 128 --sequence-length 50
--cell lstm --layers 2 --hidden 32
--cell lstm --layers 2 --hidden 128 --sequence-length 50
--cell lstm --layers 3 --hidden 128 --sequence-length 50
--cell lstm --layers 2 --hidden 256 --sequence-length 50
CASES
done

echo "# One stream on two threads"
echo
echo "$(machine), $(nproc) cores; V = 65, B = 1, T = 25 unless it says otherwise; medians of $rounds rounds, the ratio (lowest to highest) within each."
echo
python3 - "$measured" <<'PYTHON'
import json, statistics, sys
runs = {}
for line in open(sys.argv[1]):
    run = json.loads(line)
    runs.setdefault(run["options"], {}).setdefault(run["bench"]["threads"], []).append(run["bench"])
print("| model | us, 1 thread | us, 2 threads | times as fast | a meeting, ns |\n|---|---|---|---|---|")
for options, of in runs.items():
    one, two = ([run["microseconds_per_iteration"] for run in of[threads]] for threads in (1, 2))
    gain = [a / b for a, b in zip(one, two)]
    meeting = statistics.median(run["meeting_nanoseconds"] for run in of[2])
    print(f"| `{options}` | {statistics.median(one):.1f} | {statistics.median(two):.1f} "
          f"| {statistics.median(gain):.2f} ({min(gain):.2f} to {max(gain):.2f}) | {meeting:.0f} |")
PYTHON
