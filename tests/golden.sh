#!/usr/bin/env bash
# Trains an executable on the shapes of tests/golden/checkpoint-hashes.txt and on the models of tests/golden/cell-hashes.txt, and compares
# its checkpoints with the hashes there.
#
#     tests/golden.sh EXECUTABLE [all|arm64]
#
# all: every line, up to the first hash and, resumed, up to the second. arm64: up to the first hash, T = 25 and B up to 2 with H up to 37,
# and 100x65 with B = 1; of the cells those with H up to 17 and B up to 5; few enough for an emulated processor.
set -euo pipefail
executable=$(realpath "$1")
cd "$(dirname "$0")/.."

subset=${2:-all}
tests/install.sh xxhash
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
passed=0
failed=0

# The text that the headers of the golden files define. In the C locale %c writes a byte, of awk's every kind.
write_text() {
    LC_ALL=C awk -v V="$1" -v T="$2" -v B="$3" 'BEGIN {
        for (i = 0; i < V + B * (4 * T + 3); i++) {
            k = i < V ? i : (7 * i * i + 3 * i + int(i / 5)) % V
            c = 192 + k - 97
            if (c >= 2048) printf "%c%c%c", 224 + int(c / 4096), 128 + int(c / 64) % 64, 128 + c % 64
            else if (k >= 97) printf "%c%c", 192 + int(c / 64), 128 + c % 64
            else printf "%c", k < 95 ? 32 + k : k == 95 ? 9 : 10
        }
    }'
}

# check NAME EXPECTED COMMAND...: runs the command and compares the checkpoint it leaves.
check() {
    local name=$1 expected=$2 status=0 hash
    shift 2
    "$@" 2>"$scratch/messages" || { status=$?; cat "$scratch/messages"; }
    hash=$(xxh128sum "$scratch/model.safetensors" 2>/dev/null | cut -d ' ' -f 1) || hash="no checkpoint (exit code $status)"
    if [[ $hash == "$expected" ]]; then
        echo "ok $name"
        passed=$((passed + 1))
    else
        echo "FAIL $name: $hash, expected $expected"
        failed=$((failed + 1))
    fi
}

# train_both NAME H V T B ITERATIONS HASH ITERATIONS HASH OPTION...: a run up to the first iterations and, resumed, up to the second.
train_both() {
    local name="$1, $2x$3, T = $4, B = $5" H=$2 V=$3 T=$4 B=$5 first=$6 hash_first=$7 second=$8 hash_second=$9
    shift 9
    rm -f "$scratch"/*
    write_text "$V" "$T" "$B" >"$scratch/text"
    check "$name, $first iterations" "$hash_first" "$executable" train "$scratch/text" --quiet "$@" \
        --hidden "$H" --sequence-length "$T" --batch "$B" --iterations "$first" --checkpoint "$scratch/model.safetensors"
    [[ $subset == all ]] || return 0
    check "$name, $second iterations" "$hash_second" "$executable" train "$scratch/text" --quiet \
        --resume "$scratch/model.safetensors" --iterations "$second"
}

wanted() {
    [[ $subset == all ]] || (( $3 == 25 && ($1 <= 37 && $4 <= 2 || $1 == 100 && $2 == 65 && $4 == 1) ))
}

wanted_cell() {
    [[ $subset == all ]] || (( $1 <= 17 && $2 <= 5 ))
}

# A golden file without a matching line would otherwise pass.
some_passed() {
    (( passed + failed > $1 )) || { echo "FAIL no golden hash in $2 for the subset $subset"; failed=$((failed + 1)); }
}

while read -r H V T B hash200 hash500; do
    wanted "$H" "$V" "$T" "$B" || continue
    train_both "default" "$H" "$V" "$T" "$B" 200 "$hash200" 500 "$hash500"
done < <(grep -v '^#' tests/golden/checkpoint-hashes.txt)
some_passed 0 checkpoint-hashes.txt

before=$((passed + failed))
while read -r cell layers H V T B optimizer dropout hash20 hash50; do
    wanted_cell "$H" "$B" || continue
    train_both "$cell, $layers layers, $optimizer, dropout $dropout" "$H" "$V" "$T" "$B" 20 "$hash20" 50 "$hash50" \
        --cell "$cell" --layers "$layers" --optimizer "$optimizer" --dropout "$dropout"
done < <(grep -v '^#' tests/golden/cell-hashes.txt)
some_passed "$before" cell-hashes.txt
echo "$passed passed, $failed failed"
(( failed == 0 ))
