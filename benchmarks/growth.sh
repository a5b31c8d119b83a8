#!/usr/bin/env bash
# How the speed grows with H, B and threads, beside the formula of benchmarks/README.md: a table, and a chart of symbols a second.
#
#     benchmarks/growth.sh CHART.svg [ROUNDS] >benchmarks/results/<cpu>/growth.md
#
# Publishes into out/; needs python3 and, for the chart, matplotlib (Debian package python3-matplotlib).
set -euo pipefail
chart=$(realpath "$1")
rounds=${2:-3}
cd "$(dirname "$0")/.."
source benchmarks/machine.sh
measured=$(mktemp)
trap 'rm -f "$measured"' EXIT

level=$(x86_levels | tail -1)
dotnet publish src/CharRnnFast.Cli -c Release -o "out/$level" -p:IlcInstructionSet="x86-64-$level" --nologo -v quiet >&2

threads=(1)
(( $(nproc) < 2 )) || threads+=(2)
bench() { "out/$level/charrnn" bench --json --seconds 0.5 "$@" >>"$measured"; }

for ((round = 0; round < rounds; round++)); do
    for count in "${threads[@]}"; do
        for hidden in 16 32 64 100 128 192 256 384 512 768 1024; do
            bench --threads "$count" --hidden "$hidden"
            bench --threads "$count" --hidden "$hidden" --batch 32
        done
        for batch in 2 4 8 16 64 128 256; do
            bench --threads "$count" --batch "$batch"
            bench --threads "$count" --batch "$batch" --hidden 512
        done
        for hidden in 16 32; do
            for batch in 1 2 8; do bench --threads "$count" --hidden "$hidden" --batch "$batch" --sequence-length 5; done
        done
        for steps in 1 5 100 400; do bench --threads "$count" --sequence-length "$steps"; done
        for vocab in 2 128 256; do bench --threads "$count" --vocab "$vocab"; done
    done
done

echo "# Speed by H, V, T, B and threads"
echo
echo "$(machine), x86-64-$level; medians of $rounds rounds."
echo
python=python3
"$python" -c "import matplotlib" 2>/dev/null || python=/usr/bin/python3 # another Python than Debian's may come first
"$python" benchmarks/peers/growth.py "$measured" "$chart"
