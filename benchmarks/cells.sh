#!/usr/bin/env bash
# Layers, GRU and LSTM: the whole training step against PyTorch's, and a layer that is fed by another against oneDNN's; one thread, in turns.
#
#     benchmarks/cells.sh TEXT [ROUNDS] >benchmarks/results/<cpu>/cells.md
#
# A peer that is not there is left out, and standard error says how to install it. CHARRNN_EXE names an executable to use in place of one that
# is published into out/. TEXT is what PyTorch reads; the time of a step does not depend on what stands in it, but on its number of distinct
# bytes, which is taken for both. Needs python3.
set -euo pipefail
text=$(realpath "$1")
rounds=${2:-5}
cd "$(dirname "$0")/.."
source benchmarks/machine.sh
use_one_thread
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
measured=$scratch/measured # a JSON object a line
executable=$(measured_executable)
python=$(python_with torch)
symbols=$("$python" -c "print(len(set(open('$text', 'rb').read())))")

torch= missing=$(missing_for_torch "$python")
if [[ -n $missing ]]; then skip PyTorch "$missing"; else torch=$("$python" -c "import torch; print(torch.__version__)"); fi
onednn=
if g++ -O3 -march=native benchmarks/peers/onednn.cpp -o "$scratch/onednn" -ldnnl 2>/dev/null; then onednn=yes; else skip oneDNN "g++ libdnnl-dev"; fi

# record TABLE CASE SIDE COMMAND...: the JSON object that a command prints.
record() { echo "{\"table\": \"$1\", \"case\": \"$2\", \"side\": \"$3\", \"result\": $("${pinned[@]}" "${@:4}" </dev/null)}" >>"$measured"; }

# ours TABLE SIDE CELL LAYERS HIDDEN T B
ours() {
    record "$1" "${*:3}" "$2" "$executable" bench --json --seconds 1 --vocab "$symbols" \
        --cell "$3" --layers "$4" --hidden "$5" --sequence-length "$6" --batch "$7"
}

# CELL LAYERS HIDDEN T B, and the iterations that PyTorch's time is the mean of.
steps() {
    while read -r cell layers hidden steps batch iterations; do
        ours step charrnn "$cell" "$layers" "$hidden" "$steps" "$batch"
        [[ -z $torch ]] || record step "$cell $layers $hidden $steps $batch" torch "$python" benchmarks/peers/torch_char_rnn.py "$text" \
            --cell "$cell" --layers "$layers" --hidden "$hidden" --sequence-length "$steps" --batch "$batch" --iterations "$iterations"
    done <<'CASES'
lstm 1 100 25 1 300
lstm 1 128 50 1 150
lstm 2 128 50 50 20
gru 2 128 50 50 20
rnn 2 128 50 50 40
CASES
}

# CELL HIDDEN T B: the second of two layers is what a second layer adds to the phases of a step.
layers() {
    while read -r cell hidden steps batch; do
        for layers in 1 2; do
            ours layer "$layers" "$cell" "$layers" "$hidden" "$steps" "$batch"
        done
        [[ -z $onednn ]] || record layer "$cell 2 $hidden $steps $batch" onednn "$scratch/onednn" "$cell" "$steps" "$batch" "$hidden"
    done <<'CASES'
lstm 128 50 1
lstm 128 50 50
lstm 256 50 50
gru 128 50 50
gru 256 50 50
CASES
}

for ((round = 0; round < rounds; round++)); do
    steps
    layers
done

echo "# Layers, GRU and LSTM"
echo
echo "$(machine)${torch:+; PyTorch $torch with OpenBLAS}${onednn:+; oneDNN $(dpkg-query -W -f '${Version}' libdnnl-dev 2>/dev/null || true)}. One thread, in turns, medians of $rounds rounds, of ratios with the lowest and the highest; V = $symbols."
echo
"$python" -B benchmarks/peers/cells.py "$measured"
