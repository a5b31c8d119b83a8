#!/usr/bin/env bash
# Runs the README's commands, those of its blocks marked sh, in order and as they stand, in a copy of the tree without git and without anything
# built: what a newcomer does with a source archive. So are the commands that train names as the next ones.
#
#     tests/readme.sh [FOLDER]
#
# FOLDER, empty, becomes the copy and is kept; the tests, which are one of the commands, are then left to the caller.
set -uo pipefail
cd "$(dirname "$0")/.."

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
tree=${1:-$scratch/tree}
tests/copy.sh "$tree" || exit 1
cd "$tree" || exit 1
passed=0
failed=0

# run COMMAND: one check by its exit code; what it says goes to a file too.
run() {
    echo "\$ $1"
    if bash -o pipefail -c "$1" 2> >(tee "$scratch/messages" >&2) </dev/null; then
        passed=$((passed + 1))
    else
        echo "FAIL readme: $1"
        failed=$((failed + 1))
    fi
}

while IFS= read -r command <&3; do
    [[ $# -gt 0 && $command == "dotnet test"* ]] && continue
    : >"$scratch/messages"
    run "$command"
    next=$(sed -n 's/^next: //p' "$scratch/messages")
    [[ -z $next ]] || run "$next --length 100"
done 3< <(awk '/^```/ { inside = $0 == "```sh"; next } inside && NF' README.md)

# A README without a block would otherwise pass.
(( passed + failed > 0 )) || { echo "FAIL no command found in README.md"; failed=1; }
echo "$passed passed, $failed failed"
(( failed == 0 ))
