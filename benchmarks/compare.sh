#!/usr/bin/env bash
# Times the native executables against the seed's algorithm in numpy on one text: whole processes, in turns, medians over the rounds.
#
#     benchmarks/compare.sh TEXT [ROUNDS]
#
# Publishes for x86-64-v3 and -v4 into out/, leaves out what this machine cannot run and says so, and prints a Markdown table.
set -euo pipefail
text=$(realpath "$1")
rounds=${2:-7}
cd "$(dirname "$0")/.."
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

numpy_iterations=1500
native_iterations=60000

# One thread each: the step of a model of this size has no use for more.
python=python3
"$python" -c "import numpy" 2>/dev/null || python=/usr/bin/python3 # another Python than Debian's may come first

export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1

cpu_has() { grep -m1 '^flags' /proc/cpuinfo | grep -qw "$1"; }

# micros ITERATIONS COMMAND...: microseconds an iteration of a whole process.
micros() {
    local iterations=$1 begin end
    shift
    begin=$(date +%s%N)
    "$@" >/dev/null 2>&1
    end=$(date +%s%N)
    awk -v ns=$((end - begin)) -v n="$iterations" 'BEGIN { printf "%.2f\n", ns / n / 1000 }'
}

numpy() { micros $numpy_iterations "$python" benchmarks/peers/min_char_rnn.py "$text" --iterations $numpy_iterations; }

native() {
    micros $native_iterations "out/$1/charrnn" train "$text" --quiet --sample-every 0 --iterations $native_iterations \
        --checkpoint "$scratch/model.safetensors" --overwrite
}

# median FILE: median (lowest to highest) of a column of numbers.
median() { sort -g "$1" | awk '{ x[NR] = $1 } END { printf "%.1f (%.1f to %.1f)", x[int((NR + 1) / 2)], x[1], x[NR] }'; }

levels=()
for level in v3:avx2 v4:avx512vl; do
    if ! cpu_has "${level#*:}"; then
        echo "skipped x86-64-${level%:*}: this processor lacks ${level#*:}" >&2
        continue
    fi
    levels+=("${level%:*}")
    dotnet publish src/CharRnnFast.Cli -c Release -o "out/${level%:*}" -p:IlcInstructionSet="x86-64-${level%:*}" --nologo -v quiet >&2
done
"$python" -c "import numpy" 2>/dev/null || { echo "skipped numpy, and with it the comparison: install the Debian package python3-numpy" >&2; exit 1; }

for ((round = 0; round < rounds; round++)); do
    peer=$(numpy)
    echo "$peer" >>"$scratch/numpy"
    for level in "${levels[@]}"; do
        own=$(native "$level")
        echo "$own" >>"$scratch/$level"
        awk -v p="$peer" -v o="$own" 'BEGIN { print p / o }' >>"$scratch/$level.ratio"
    done
done

echo "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1), $("$python" -c 'import numpy, sys; print("numpy", numpy.__version__, "on Python", sys.version.split()[0])'), $(dotnet --version) SDK, $rounds rounds"
echo
echo "| H = 100, V = 65, T = 25, B = 1, whole \`train\` process | us an iteration | times as fast as numpy |"
echo "|---|---|---|"
echo "| numpy, float64 | $(median "$scratch/numpy") | 1 |"
for level in "${levels[@]}"; do
    echo "| charrnn, x86-64-$level | $(median "$scratch/$level") | $(median "$scratch/$level.ratio") |"
done
