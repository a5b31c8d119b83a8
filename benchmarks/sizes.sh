#!/usr/bin/env bash
# Times the step at hidden sizes from 64 to 1024 against a model of the machine, and at 127, 128 and 129 on kernels of these sizes.
#
#     benchmarks/sizes.sh [ROUNDS] >benchmarks/results/<cpu>/sizes.md
#
# The model's bandwidths are measured in the same run. Publishes into out/; needs g++ and python3.
set -euo pipefail
rounds=${1:-3}
cd "$(dirname "$0")/.."
source benchmarks/machine.sh
mkdir -p out/compare
measured=$(mktemp)
trap 'rm -f "$measured"' EXIT
use_one_thread

g++ -O3 -march=native benchmarks/peers/bandwidth.cpp -o out/compare/bandwidth
mapfile -t levels < <(x86_levels)
for level in "${levels[@]}"; do
    dotnet publish src/CharRnnFast.Cli -c Release -o "out/$level" -p:IlcInstructionSet="x86-64-$level" --nologo -v quiet >&2
    dotnet publish src/CharRnnFast.Cli -c Release -o "out/around-128-$level" -p:IlcInstructionSet="x86-64-$level" \
        -p:RnnKernels=129x65 --nologo -v quiet >&2
done

# bench FOLDER LEVEL HIDDEN: a line of JSON.
bench() { echo "{\"level\": \"$2\", \"bench\": $("${pinned[@]}" "out/$1/charrnn" bench --hidden "$3" --json --seconds 1)}" >>"$measured"; }

for ((round = 0; round < rounds; round++)); do
    echo "{\"bandwidth\": $("${pinned[@]}" out/compare/bandwidth)}" >>"$measured"
    for level in "${levels[@]}"; do
        for hidden in 64 96 128 192 256 384 512 768 1024; do bench "$level" "$level" "$hidden"; done
        for hidden in 127 128 129; do bench "around-128-$level" "$level-exact" "$hidden"; done
    done
done

echo "# The step by hidden size: V = 65, T = 25, B = 1, one thread"
echo
echo "$(machine), $(g++ --version | head -1); medians of $rounds rounds."
echo
python3 benchmarks/peers/sizes.py "$measured"
