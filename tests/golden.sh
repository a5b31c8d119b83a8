#!/usr/bin/env bash
# Trains an executable on the shapes of tests/golden/checkpoint-hashes.txt and compares its checkpoints with the hashes there.
#
#     tests/golden.sh EXECUTABLE [all|arm64]
#
# all: every shape, after 200 iterations and, resumed, after 500. arm64: T = 25 and B up to 2 with H up to 37, and 100x65 with B = 1, after 200
# iterations; few enough for an emulated processor.
set -euo pipefail
executable=$(realpath "$1")
cd "$(dirname "$0")/.."

subset=${2:-all}
tests/install.sh xxhash
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
passed=0
failed=0

# The text that the header of the golden file defines.
write_text() {
    awk -v V="$1" -v T="$2" -v B="$3" 'BEGIN {
        for (i = 0; i < V + B * (4 * T + 3); i++) {
            k = i < V ? i : (7 * i * i + 3 * i + int(i / 5)) % V
            printf "%c", k < 95 ? 32 + k : k == 95 ? 9 : 10
        }
    }'
}

# check NAME EXPECTED COMMAND...: runs the command and compares the checkpoint it leaves.
check() {
    local name=$1 expected=$2 hash
    shift 2
    "$@" 2>"$scratch/messages" || cat "$scratch/messages"
    hash=$(xxh128sum "$scratch/model.safetensors" 2>/dev/null | cut -d ' ' -f 1) || hash="no checkpoint"
    if [[ $hash == "$expected" ]]; then
        echo "ok $name"
        passed=$((passed + 1))
    else
        echo "FAIL $name: $hash, expected $expected"
        failed=$((failed + 1))
    fi
}

wanted() {
    [[ $subset == all ]] || (( $3 == 25 && ($1 <= 37 && $4 <= 2 || $1 == 100 && $2 == 65 && $4 == 1) ))
}

while read -r H V T B hash200 hash500; do
    wanted "$H" "$V" "$T" "$B" || continue
    rm -f "$scratch"/*
    write_text "$V" "$T" "$B" >"$scratch/text"
    check "${H}x$V, T = $T, B = $B, 200 iterations" "$hash200" "$executable" train "$scratch/text" --quiet \
        --hidden "$H" --sequence-length "$T" --batch "$B" --iterations 200 --checkpoint "$scratch/model.safetensors"
    [[ $subset == all ]] || continue
    check "${H}x$V, T = $T, B = $B, 500 iterations" "$hash500" "$executable" train "$scratch/text" --quiet \
        --resume "$scratch/model.safetensors" --iterations 500
done < <(grep -v '^#' tests/golden/checkpoint-hashes.txt)

# A golden file without a matching line would otherwise pass.
(( passed + failed > 0 )) || { echo "FAIL no golden hash for the subset $subset"; failed=1; }
echo "$passed passed, $failed failed"
(( failed == 0 ))
