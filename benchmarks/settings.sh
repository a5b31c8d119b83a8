#!/usr/bin/env bash
# Which settings learn well: bits per symbol on held-out text by hidden size, streams and learning rate, each run reading the same number of
# symbols, and the time that it takes on one core.
#
#     benchmarks/settings.sh [TEXT...] >benchmarks/results/<cpu>/settings.md
#
# Without TEXT, on two that every copy of the project holds: 100,000 bytes of the library's sources, and all sources. CHARRNN_EXE names an executable to use in
# place of one that is published into out/; SYMBOLS, how many a run reads. The bits are the same on every machine; the time is that of the
# processor, so that other work beside it hardly counts.
set -euo pipefail
texts=()
for text in "$@"; do texts+=("$(realpath "$text")"); done
cd "$(dirname "$0")/.."
source benchmarks/machine.sh
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

symbols=${SYMBOLS:-1000000}
steps=25 # symbols of a stream in one step, the default
rates=(0.1 0.03 0.01 0.003)

executable=${CHARRNN_EXE:-}
if [[ -z $executable ]]; then
    level=$(x86_levels | tail -1)
    dotnet publish src/CharRnnFast.Cli -c Release -o "out/$level" -p:IlcInstructionSet="x86-64-$level" --nologo -v quiet >&2
    executable=out/$level/charrnn
fi

# sorted FILE...: the files' text in the order of their names, so that the end is of the same kind as the rest.
sorted() { printf '%s\n' "$@" | awk -F / '{ print $NF "\t" $0 }' | LC_ALL=C sort | cut -f 2 | xargs cat; }

if (( ${#texts[@]} == 0 )); then
    sorted src/CharRnnFast/*/*.cs | head -c 100000 >"$scratch/part of the library's sources" || true
    sorted src/*/*/*.cs generators/*/*/*.cs tests/*/*.cs tests/*/*/*.cs >"$scratch/all sources, with the tests'"
    texts=("$scratch/part of the library's sources" "$scratch/all sources, with the tests'")
fi

# trained TEXT HIDDEN BATCH RATE: bits per symbol on the last tenth of the text after the last step, and the processor's seconds.
trained() {
    local iterations=$((symbols / steps / $3)) TIMEFORMAT=%U
    rm -f "$scratch"/model*
    { time nice "$executable" train "$1" --quiet --threads 1 --hidden "$2" --batch "$3" --learning-rate "$4" --iterations "$iterations" \
        --validation 0.1 --validation-every "$iterations" --checkpoint "$scratch/model.safetensors" --log "$scratch/log" --overwrite; } 2>"$scratch/seconds"
    echo "$(sed -nE 's/.*"validation_bits_per_symbol":([0-9.]+).*/\1/p' "$scratch/log" | tail -1) $(tail -1 "$scratch/seconds")"
}

echo "# Which settings learn well"
echo
echo "$(machine), one thread. Bits per symbol on the last tenth of the text, which is held out, after $symbols symbols read, by learning rate; the best in bold."
for text in "${texts[@]}"; do
    echo
    echo "## ${text##*/}: $(wc -c <"$text") bytes"
    echo
    echo "| H | B | iterations$(printf ' | %s' "${rates[@]}") | seconds |"
    echo "|---|---|---$(printf '|---%.0s' "${rates[@]}")|---|"
    for hidden in 100 256 512; do
        for batch in 1 32; do
            row=()
            time=()
            for rate in "${rates[@]}"; do
                read -r bits seconds < <(trained "$text" "$hidden" "$batch" "$rate")
                row+=("$bits")
                time+=("$seconds")
            done
            best=$(printf '%s\n' "${row[@]}" | sort -g | head -1)
            printf '| %s | %s | %s' "$hidden" "$batch" "$((symbols / steps / batch))"
            for bits in "${row[@]}"; do
                if [[ $bits == "$best" ]]; then printf ' | **%.3f**' "$bits"; else printf ' | %.3f' "$bits"; fi
            done
            printf ' | %.1f |\n' "$(printf '%s\n' "${time[@]}" | sort -g | head -1)"
        done
    done
done
