#!/usr/bin/env bash
# What each cell learns of one text: bits per symbol on its last tenth, which is held out, and the time on one core.
#
#     benchmarks/learning.sh TEXT [EPOCHS] >benchmarks/results/<cpu>/learning.md
#
# Two layers, T = 50, B = 50, each cell's default optimizer and learning rate; then a second layer of rnn by optimizer. CHARRNN_EXE names an executable to use in place of one that is
# published into out/. The bits are the same on every machine; the time is that of the processor, so that other work beside it hardly counts.
set -euo pipefail
text=$(realpath "$1")
epochs=${2:-10}
cd "$(dirname "$0")/.."
source benchmarks/machine.sh
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

executable=$(measured_executable)

# As many symbols as --validation 0.1 holds out, which are bytes here.
bytes=$(wc -c <"$text")
tail -c $((bytes / 10)) "$text" >"$scratch/held out"

# trained CELL HIDDEN: bits per symbol on the held-out tenth after the last epoch, and the processor's seconds.
trained() {
    local TIMEFORMAT=%U
    rm -f "$scratch"/model*
    { time nice "$executable" train "$text" --quiet --threads 1 --cell "$1" --layers 2 --hidden "$2" --sequence-length 50 --batch 50 --epochs "$epochs" \
        --encoding bytes --validation 0.1 --validation-every 1000000 --checkpoint "$scratch/model.safetensors"; } 2>"$scratch/seconds"
    echo "$("$executable" eval "$scratch/model.safetensors" "$scratch/held out" | sed -E 's/.*"bits_per_symbol":([0-9.]+).*/\1/') $(tail -1 "$scratch/seconds")"
}

echo "# What each cell learns"
echo
echo "$(machine), one thread. ${text##*/}, $bytes bytes, the last tenth held out; two layers, T = 50, B = 50, Adam at 0.002, $epochs epochs, seed 1; the checkpoint after the last."
echo
echo "| cell | H | parameters | bits per symbol, held out | seconds |"
echo "|---|---|---|---|---|"
for hidden in 128 256; do
    for cell in rnn gru lstm; do
        read -r bits seconds < <(trained "$cell" "$hidden")
        parameters=$("$executable" info "$scratch/model.safetensors" --json | sed -E 's/.*"parameters":([0-9]+).*/\1/')
        printf '| %s | %s | %s | %.3f | %.0f |\n' "$cell" "$hidden" "$parameters" "$bits" "$seconds"
    done
done

echo
echo "## A second layer of rnn"
echo
echo "H = 100, T = 25, B = 1, 20,000 steps: smoothed bits per symbol by optimizer, each at its default learning rate."
echo
echo "| adam, 0.002 | rmsprop, 0.002 | adagrad, 0.1 |"
echo "|---|---|---|"
row=()
for optimizer in adam rmsprop adagrad; do
    row+=("$("$executable" train "$text" --encoding bytes --layers 2 --optimizer "$optimizer" --iterations 20000 --sample-every 0 --overwrite \
        --checkpoint "$scratch/second.safetensors" 2>&1 | sed -nE 's/^done:.* ([0-9.]+) bits.*/\1/p')")
done
printf '|'
printf ' %s |' "${row[@]}"
echo
