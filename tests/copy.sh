#!/usr/bin/env bash
# Copies the tree, as it stands but without anything that was built, to a folder: what a source archive holds.
#
#     tests/copy.sh FOLDER
set -euo pipefail
mkdir -p "$1"
folder=$(realpath "$1")
cd "$(dirname "$0")/.."

# The files that git tracks, whoever owns them; without git, those outside the folders of builds.
files() {
    if [[ -e .git ]] && git -c safe.directory='*' ls-files -z 2>/dev/null; then return; fi
    find . \( -name bin -o -name obj -o -name out -o -name TestResults -o -name .git \) -prune -o -type f -print0
}

# One that is tracked and deleted is left out.
files | while IFS= read -r -d '' file; do [[ ! -e $file ]] || printf '%s\0' "$file"; done | tar -c --null -T - | tar -x -C "$folder"
