#!/usr/bin/env bash
# Opens a report in headless Chromium and takes pictures of it, for a person to look at: 1280 and 390 pixels wide, light and dark, of one run
# and of three.
#
#     tests/report.sh EXECUTABLE [FOLDER]
#
# Writes *.png to FOLDER (out/report). Not part of the tests that run by themselves: they check the page as XML.
set -euo pipefail
executable=$(realpath "$1")
cd "$(dirname "$0")/.."
folder=$(realpath -m "${2:-out/report}")

tests/install.sh chromium
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir -p "$folder"
cat src/CharRnnFast/*/*.cs >"$scratch/text"

train() {
    local name=$1
    shift
    "$executable" train "$scratch/text" --quiet --iterations 100000 --validation 0.1 --validation-every 2500 \
        --checkpoint "$scratch/$name.safetensors" --log "$scratch/$name.jsonl" "$@"
}

# screenshot NAME WIDTH HEIGHT SCHEME PAGE: scheme 0 is dark, 1 is light.
screenshot() {
    chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update \
        --disable-sync --hide-scrollbars --user-data-dir="$(mktemp -d -p "$scratch")" --window-size="$2,$3" \
        --blink-settings=preferredColorScheme="$4" --screenshot="$folder/$1.png" "file://$5" 2>"$scratch/messages" ||
        { cat "$scratch/messages"; exit 1; }
    echo "$folder/$1.png"
}

train fast
train slow --learning-rate 0.03
train 'a much larger model & <its> long name, too long for any legend' --hidden 128
cd "$scratch"
"$executable" report fast.jsonl --output one.html
"$executable" report ./*.jsonl --output three.html
for page in one three; do
    screenshot "$page-1280-light" 1280 1300 1 "$scratch/$page.html"
    screenshot "$page-1280-dark" 1280 1300 0 "$scratch/$page.html"
    screenshot "$page-390-light" 390 1500 1 "$scratch/$page.html"
    screenshot "$page-390-dark" 390 1500 0 "$scratch/$page.html"
done
