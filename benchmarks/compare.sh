#!/usr/bin/env bash
# Compares the native executables with what else trains or multiplies on this machine: one text, equal settings, one thread, in turns.
#
#     benchmarks/compare.sh TEXT [ROUNDS] >benchmarks/results/<cpu>/compare.md
#
# Peers are left out where they are not installed, and standard error says how to install them. Publishes into out/; needs python3. What
# cells.sh measures follows, in its own rounds.
set -euo pipefail
text=$(realpath "$1")
rounds=${2:-7}
cd "$(dirname "$0")/.."
source benchmarks/machine.sh
build=out/compare
mkdir -p "$build"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
measured=$scratch/measured # lines of NAME VALUE

python=$(python_with numpy)

# Start-up counts, theirs and ours: in runs so long it is some 5 % of PyTorch's time and 1 % of numpy's.
declare -A iterations=([numpy]=5000 [torch]=10000 [plain]=40000 [plain256]=40000 [v3]=60000 [v4]=60000)

cores=$(nproc) # before OMP_NUM_THREADS, which it obeys
use_one_thread

publish() { dotnet publish src/CharRnnFast.Cli -c Release -o "out/$1" -p:IlcInstructionSet="x86-64-$2" --nologo -v quiet "${@:3}" >&2; }

record() { echo "$1 $2" >>"$measured"; }

# whole NAME COMMAND...: microseconds an iteration of a whole process; what it prints goes into a file of its own.
whole() {
    local name=$1 begin end
    shift
    begin=$(date +%s%N)
    "${pinned[@]}" "$@" >"$scratch/$name.out" 2>"$scratch/$name.err" || { cat "$scratch/$name.err" >&2; return 1; }
    end=$(date +%s%N)
    record "whole.$name" "$(awk -v ns=$((end - begin)) -v n="${iterations[$name]}" 'BEGIN { print ns / n / 1000 }')"
}

native() {
    whole "$1" "out/$1/charrnn" train "$text" --quiet --sample-every 0 --threads 1 --iterations "${iterations[$1]}" --checkpoint "$scratch/$1.safetensors" --overwrite
}

# bench NAME EXECUTABLE: share of peak and the phases of a step.
bench() {
    "${pinned[@]}" "$2" bench --json --seconds 1 | "$python" -c "
import json, sys
result = json.load(sys.stdin)
print('share.$1', result['share_of_peak'])
print('step.$1', result['microseconds_per_iteration'])
for phase, microseconds in result['phases'].items():
    print(f'phase.$1.{phase}', microseconds)
print('kernel.$1', result['kernel'])" >>"$measured"
}

# Symbols per second of a whole process.
sample() {
    local begin end
    begin=$(date +%s%N)
    "${pinned[@]}" "out/$1/charrnn" sample "$scratch/$1.safetensors" --length 5000000 --seed 1 >/dev/null
    end=$(date +%s%N)
    record "sample.$1" "$(awk -v ns=$((end - begin)) 'BEGIN { print 5e15 / ns }')"
}

# streams HIDDEN BATCH THREADS: a step of several streams, or of several threads, on the last level.
streams() {
    local cpus=("${pinned[@]}")
    (( $3 == 1 )) || cpus=()
    "${cpus[@]}" "out/${levels[-1]}/charrnn" bench --json --seconds 1 --hidden "$1" --batch "$2" --threads "$3" | "$python" -c "
import json, sys
result = json.load(sys.stdin)
for name, key in (('time', 'microseconds_per_iteration'), ('share', 'share_of_peak'), ('peak', 'peak_gmacs')):
    print(f'{name}.$1x$2x$3', result[key])" >>"$measured"
}

# torch_streams HIDDEN BATCH ITERATIONS: PyTorch's training alone, one thread.
torch_streams() {
    "${pinned[@]}" "$python" benchmarks/peers/torch_char_rnn.py "$text" --hidden "$1" --batch "$2" --iterations "$3" | "$python" -c "
import json, sys
print('torch.$1x$2', json.load(sys.stdin)['training_seconds'] * 1e6 / $3)" >>"$measured"
}

products() {
    "${pinned[@]}" "$build/products" | "$python" -c "
import json, sys
for library, times in json.load(sys.stdin).items():
    for operation, microseconds in times.items():
        print(f'product.{library}.{operation}', microseconds)" >>"$measured"
}

mapfile -t levels < <(x86_levels)
for level in "${levels[@]}"; do
    publish "$level" "$level"
done

peers=()
if "$python" -c "import numpy" 2>/dev/null; then peers+=(numpy); else skip numpy python3-numpy; fi
if "$python" -c "import torch" 2>/dev/null; then peers+=(torch); else skip PyTorch python3-torch; fi
libraries=
if ! command -v g++ >/dev/null; then
    skip "plain C++, LIBXSMM and OpenBLAS" "g++ libxsmm-dev libopenblas-dev"
else
    peers+=(plain plain256)
    compile() { g++ -O3 -march=native -ffast-math -DHIDDEN=100 -DVOCAB=65 -DSEQUENCE_LENGTH=25 benchmarks/peers/char_rnn.cpp -o "$build/$1" "${@:2}"; }
    compile plain
    compile plain256 -mprefer-vector-width=256
    if g++ -O3 -march=native benchmarks/peers/products.cpp -o "$build/products" -lxsmm -lopenblas -lpthread 2>"$scratch/compile"; then
        libraries=yes
    else
        skip "LIBXSMM and OpenBLAS" "libxsmm-dev libopenblas-dev"
    fi
fi

for ((round = 0; round < rounds; round++)); do
    for peer in "${peers[@]}"; do
        case $peer in
            numpy) whole numpy "$python" benchmarks/peers/min_char_rnn.py "$text" --iterations "${iterations[numpy]}" ;;
            torch)
                whole torch "$python" benchmarks/peers/torch_char_rnn.py "$text" --iterations "${iterations[torch]}"
                record training.torch "$("$python" -c "import json; print(json.load(open('$scratch/torch.out'))['training_seconds'] * 1e6 / ${iterations[torch]})")"
                ;;
            plain*) whole "$peer" "$build/$peer" "$text" "${iterations[$peer]}" 0.1 5 ;;
        esac
    done
    for level in "${levels[@]}"; do
        native "$level"
        bench "$level" "out/$level/charrnn"
        sample "$level"
    done
    [[ -z $libraries ]] || products
    for sizes in "100 1" "100 32" "256 16" "512 32" "1024 64"; do
        read -r hidden batch <<<"$sizes"
        streams "$hidden" "$batch" 1
        (( cores < 2 )) || streams "$hidden" "$batch" 2
    done
    if [[ " ${peers[*]} " == *" torch "* ]]; then
        torch_streams 100 32 400
        torch_streams 512 32 40
    fi
done

version_of() { dpkg-query -W -f '${Version}' "$1" 2>/dev/null || true; }
echo "# Comparison: H = 100, V = 65, T = 25, B = 1, one thread"
echo
echo "$(machine), $("$python" -c 'import sys; print("Python", sys.version.split()[0])'), numpy $(version_of python3-numpy), torch $(version_of python3-torch), $(g++ --version 2>/dev/null | head -1), libxsmm $(version_of libxsmm-dev), OpenBLAS $(version_of libopenblas-dev); $rounds rounds in turns, median (lowest to highest)."
echo
"$python" benchmarks/peers/tables.py "$measured"
echo
CHARRNN_EXE=out/${levels[-1]}/charrnn benchmarks/cells.sh "$text" "$rounds" | sed 's/^#/##/'
