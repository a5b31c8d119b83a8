#!/usr/bin/env bash
# Which program has learnt a text first: an LSTM of two layers here and in PyTorch, one thread each, one after the other on one core.
#
#     benchmarks/race.sh TEXT [BITS] >benchmarks/results/<cpu>/race.md
#
# Two layers, H = 128, T = 50, B = 50, Adam at 0.002, the last tenth held out, from the same weights, PyTorch's; each is trained until its validation, once an epoch, is below BITS
# (2.40). The picture goes to race.svg, or where RACE_SVG says. CHARRNN_EXE names an executable to use in place of one that is published into
# out/. Needs the Debian packages python3-torch and libopenblas0-pthread.
set -euo pipefail
text=$(realpath "$1")
bits=${2:-2.40}
picture=$(realpath "${RACE_SVG:-race.svg}")
[[ -z ${CHARRNN_EXE:-} ]] || CHARRNN_EXE=$(realpath "$CHARRNN_EXE")
cd "$(dirname "$0")/.."
source benchmarks/machine.sh
use_one_thread
python=$(python_with torch)
missing=$(missing_for_torch "$python")
[[ -z $missing ]] || { skip PyTorch "$missing"; exit 1; }

executable=$(realpath "$(measured_executable)")
scratch=$(mktemp -d)
ours=
trap '[[ -z $ours ]] || kill "$ours" 2>/dev/null || true; rm -rf "$scratch"' EXIT

# Steps in an epoch: those of each of 50 streams of what is trained on.
bytes=$(wc -c <"$text")
epoch=$((((bytes - bytes / 10) / 50 - 2) / 50))
run=("$text" --cell lstm --layers 2 --hidden 128 --sequence-length 50 --batch 50 --iterations $((50 * epoch)) --validation-every "$epoch" --log-every 20)

# The first line of a log whose validation is below BITS.
arrival() { awk -F '"validation_bits_per_symbol":' -v bits="$bits" 'NF > 1 && $2 + 0 < bits { print; exit }' "$1"; }

# What the table says of a log: seconds, epochs, bits per symbol, and the median of the symbols a second of its lines, which other work on the machine
# that comes and goes hardly touches.
figures() {
    [[ -n $(arrival "$1") ]] || { echo "$1 was not below $bits bits per symbol after 50 epochs" >&2; exit 1; }
    "$python" -c "
import json, statistics, sys
lines = [json.loads(line) for line in open(sys.argv[1])]
last = next(line for line in lines if line.get('validation_bits_per_symbol', 99) < $bits)
speed = statistics.median(line['symbols_per_second'] for line in lines if line['iteration'] <= last['iteration'])
print(last['seconds'], last['iteration'] // $epoch, last['validation_bits_per_symbol'], speed)" "$1"
}

# The picture calls a run by its log's name.
peer=$PWD/benchmarks/peers/torch_char_rnn.py
sdk=$(machine)
cd "$scratch"
touch CharRnnFast
"$python" "$peer" "${run[@]}" --iterations 0 --initial initial.safetensors >/dev/null
"${pinned[@]}" "$executable" train "${run[@]}" --resume initial.safetensors --quiet --overwrite --threads 1 --encoding bytes --validation 0.1 --log CharRnnFast --checkpoint model.safetensors 2>messages &
ours=$!
while [[ -z $(arrival CharRnnFast) ]] && kill -0 "$ours" 2>/dev/null; do sleep 1; done
kill "$ours" 2>/dev/null || true
wait "$ours" || true
ours=
[[ -n $(arrival CharRnnFast) ]] || cat messages >&2
"${pinned[@]}" "$python" "$peer" "${run[@]}" --until "$bits" --log PyTorch >/dev/null
"$executable" report CharRnnFast PyTorch --x seconds --output "$picture" --overwrite >&2

read -r our_seconds our_epochs our_bits our_speed < <(figures CharRnnFast)
read -r seconds epochs reached speed < <(figures PyTorch)

echo "# Time to $bits bits per symbol"
echo
echo "$sdk; PyTorch $("$python" -c "import torch; print(torch.__version__)") with OpenBLAS. ${text##*/}, $bytes bytes, the last tenth held out; LSTM, two layers, H = 128, T = 50, B = 50," \
    "Adam at 0.002, clip 5, seed 1; one thread each, one after the other on one core. Validation once an epoch ($epoch steps), on the first 16,384 symbols held out; the seconds are those since the" \
    "first step, validations included, starting the program and reading the text not. Both begin from the weights that PyTorch draws."
echo
echo "| | seconds | epochs | bits per symbol then | seconds an epoch | symbols a second, median |"
echo "|---|---|---|---|---|---|"
row() { awk -v name="$1" -v s="$2" -v e="$3" -v b="$4" -v v="$5" 'BEGIN { printf "| %s | %.1f | %d | %.3f | %.2f | %d |\n", name, s, e, b, s / e, v }'; }
row PyTorch "$seconds" "$epochs" "$reached" "$speed"
row CharRnnFast "$our_seconds" "$our_epochs" "$our_bits" "$our_speed"
awk -v a="$our_seconds" -v e="$our_epochs" -v b="$seconds" -v f="$epochs" -v v="$our_speed" -v w="$speed" \
    'BEGIN { printf "| times as fast | %.2f | | | %.2f | %.2f |\n", b / a, b / f * e / a, v / w }'
echo
echo "![Bits per symbol over seconds](${picture##*/})"
