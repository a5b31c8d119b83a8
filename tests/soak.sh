#!/usr/bin/env bash
# Trains for a while and watches the memory: after the first minute it stays the same within 1 MiB, and the garbage collector never runs.
#
#     tests/soak.sh EXECUTABLE [SECONDS]      1800 unless told otherwise, at least 90
#
# The executable trains with a log, samples and a save a minute; so does, beside it, the allocation probe, which is the same program under
# the JIT and tells the collections at its end. The memory is that of the executable, read once a second.
set -euo pipefail
executable=$(realpath "$1")
seconds=${2:-1800}
cd "$(dirname "$0")/.."

probe=tests/CharRnnFast.AllocationProbe/bin/Release/net10.0/CharRnnFast.AllocationProbe.dll
[[ -f $probe ]] || dotnet build tests/CharRnnFast.AllocationProbe -c Release --nologo
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
passed=0
failed=0

# check NAME COMMAND...: one check by its exit code.
check() {
    local name=$1
    shift
    if "$@"; then
        echo "ok $name"
        passed=$((passed + 1))
    else
        echo "FAIL $name"
        failed=$((failed + 1))
    fi
}

# options NAME: what both runs do.
options() { echo --iterations 0 --checkpoint "$scratch/$1.safetensors" --log "$scratch/$1.jsonl" --log-every 1000; }

# shellcheck disable=SC2046 # words
env --default-signal=INT "$executable" train $(options native) 2>"$scratch/native.messages" &
native=$!
# shellcheck disable=SC2046
env --default-signal=INT dotnet "$probe" run train $(options probe) >"$scratch/collections" 2>"$scratch/probe.messages" &
jit=$!

sleep 60
least=
most=0
for ((second = 60; second < seconds; second++)); do
    resident=$(awk '/^VmRSS/ { print $2 }' "/proc/$native/status")
    least=$((resident < ${least:-resident + 1} ? resident : least))
    most=$((resident > most ? resident : most))
    sleep 1
done

ended() { local code=0; kill -INT "$1" && wait "$1" || code=$?; ((code == 130)); }
check "the executable ends in order" ended "$native"
check "the probe ends in order" ended "$jit"
echo "resident memory from the second minute on: $least to $most KiB; collections: $(cat "$scratch/collections"); $(tail -n 2 "$scratch/native.messages" | head -n 1)"
check "resident memory is flat within 1 MiB" test $((most - least)) -le 1024
check "no garbage collection" test "$(cat "$scratch/collections")" = 0
echo "$passed passed, $failed failed"
((failed == 0))
