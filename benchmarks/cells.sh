#!/usr/bin/env bash
# The whole training step of layers, GRU and LSTM against PyTorch's: one thread each, in turns, medians.
#
#     benchmarks/cells.sh TEXT [ROUNDS] >benchmarks/results/<cpu>/cells.md
#
# Needs the Debian packages python3-torch and libopenblas0-pthread: with the reference BLAS, PyTorch takes ten times as long.
# CHARRNN_EXE names an executable to use in place of one that is published into out/. TEXT is what PyTorch reads; the time of a step does not
# depend on what stands in it, but on its number of distinct bytes, which is taken for both.
set -euo pipefail
text=$(realpath "$1")
rounds=${2:-5}
cd "$(dirname "$0")/.."
source benchmarks/machine.sh
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 MKL_NUM_THREADS=1
unset OPENBLAS_CORETYPE OPENBLAS_L2_SIZE

python=python3
"$python" -c "import torch" 2>/dev/null || python=/usr/bin/python3 # another Python than Debian's may come first
"$python" -c "import torch" 2>/dev/null || { echo "install the Debian package python3-torch" >&2; exit 1; }
"$python" -c "import torch; exit('openblas' not in open('/proc/self/maps').read())" || { echo "install the Debian package libopenblas0-pthread" >&2; exit 1; }

executable=${CHARRNN_EXE:-}
if [[ -z $executable ]]; then
    level=$(x86_levels | tail -1)
    dotnet publish src/CharRnnFast.Cli -c Release -o "out/$level" -p:IlcInstructionSet="x86-64-$level" --nologo -v quiet >&2
    executable=out/$level/charrnn
fi

pinned=()
command -v taskset >/dev/null && pinned=(taskset -c 0)
symbols=$("$python" -c "print(len(set(open('$text', 'rb').read())))")

median() { sort -g | awk '{ value[NR] = $1 } END { print NR % 2 ? value[(NR + 1) / 2] : (value[NR / 2] + value[NR / 2 + 1]) / 2 }'; }

# The step, and its share of what the core's multiply-adds allow.
ours() {
    "${pinned[@]}" "$executable" bench --json --seconds 1 --vocab "$symbols" --cell "$1" --layers "$2" --hidden "$3" --sequence-length "$4" --batch "$5" |
        "$python" -c "import json, sys; r = json.load(sys.stdin); print(r['microseconds_per_iteration'], r['share_of_peak'])"
}

# theirs CELL LAYERS HIDDEN T B ITERATIONS
theirs() {
    "${pinned[@]}" "$python" benchmarks/peers/torch_char_rnn.py "$text" --cell "$1" --layers "$2" --hidden "$3" --sequence-length "$4" --batch "$5" --iterations "$6" |
        "$python" -c "import json, sys; print(json.load(sys.stdin)['training_seconds'] * 1e6 / $6)"
}

echo "# A training step of layers, GRU and LSTM"
echo
echo "$(machine); PyTorch $("$python" -c "import torch; print(torch.__version__)") with OpenBLAS. Forward, backward, clip, Adam; one thread, in turns, medians of $rounds; V = $symbols."
echo
echo "| cell | L | H | T | B | CharRnnFast, us | share of peak | PyTorch, us | times |"
echo "|---|---|---|---|---|---|---|---|---|"
while read -r cell layers hidden steps batch iterations; do
    mine=() shares=() peers=()
    for (( round = 0; round < rounds; round++ )); do
        read -r time share < <(ours "$cell" "$layers" "$hidden" "$steps" "$batch")
        mine+=("$time")
        shares+=("$share")
        peers+=("$(theirs "$cell" "$layers" "$hidden" "$steps" "$batch" "$iterations")")
    done
    awk -v row="$cell | $layers | $hidden | $steps | $batch" -v a="$(printf '%s\n' "${mine[@]}" | median)" \
        -v s="$(printf '%s\n' "${shares[@]}" | median)" -v b="$(printf '%s\n' "${peers[@]}" | median)" \
        'BEGIN { printf "| %s | %.0f | %.2f | %.0f | %.1f |\n", row, a, s, b, b / a }'
done <<'CASES'
lstm 1 100 25 1 300
lstm 2 128 50 50 20
gru 2 128 50 50 20
rnn 2 128 50 50 40
CASES
