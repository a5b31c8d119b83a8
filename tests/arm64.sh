#!/usr/bin/env bash
# Publishes the executable for linux-arm64 from an x64 machine and runs it under QEMU's user emulation: what the AdvSimd kernels count by.
set -euo pipefail
cd "$(dirname "$0")/.."

tests/install.sh gcc-aarch64-linux-gnu libc6-dev-arm64-cross libstdc++-12-dev-arm64-cross lld clang-14 qemu-user-static
out=out/arm64
# gcc cannot link this: the publishing targets pass clang's --target.
dotnet publish src/CharRnnFast.Cli -c Release -r linux-arm64 -o "$out" --nologo -v quiet \
    -p:CppCompilerAndLinker=clang-14 -p:LinkerFlavor=lld -p:ObjCopyName=aarch64-linux-gnu-objcopy

# golden.sh takes an executable, so the emulated one becomes one.
emulated=$out/charrnn-emulated
printf '#!/bin/sh\nexec qemu-aarch64-static -L /usr/aarch64-linux-gnu "%s" "$@"\n' "$PWD/$out/charrnn" >"$emulated"
chmod +x "$emulated"

passed=0
failed=0
check() {
    local name=$1
    shift
    if "$@"; then
        echo "ok arm64 $name"
        passed=$((passed + 1))
    else
        echo "FAIL arm64 $name"
        failed=$((failed + 1))
    fi
}

uses_adv_simd() { "$emulated" info --json | grep -q '"instruction_set":"AdvSimd"'; }
gradcheck() { "$emulated" gradcheck --hidden "$1" --vocab "$2"; }

check "info names AdvSimd" uses_adv_simd
check "gradcheck 100x65" gradcheck 100 65
check "gradcheck 37x17" gradcheck 37 17

tests/golden.sh "$emulated" arm64 | tee "$out/golden.log" || true
read -r good bad < <(sed -nE '$s/^([0-9]+) passed, ([0-9]+) failed$/\1 \2/p' "$out/golden.log") || { good=0 bad=1; }
passed=$((passed + good))
failed=$((failed + bad))
echo "$passed passed, $failed failed"
(( failed == 0 ))
