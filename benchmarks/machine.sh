# Sourced by the scripts beside it: what this machine is, and what it runs.

cpu_has() { grep -m1 '^flags' /proc/cpuinfo | grep -qw "$1"; }

# The first value of a field of the processor's description.
cpu_field() { sed -n "s/^$1[[:space:]]*: //p" /proc/cpuinfo | head -1; }

# The processor and the SDK, as a table's first line begins.
machine() { echo "$(cpu_field 'model name'), family $(cpu_field 'cpu family'), model $(cpu_field model); .NET SDK $(dotnet --version)"; }

# Levels of x86-64 that kernels are published for and this processor has, the best one last.
x86_levels() {
    local level
    for level in v3:avx2 v4:avx512vl; do
        if cpu_has "${level#*:}"; then echo "${level%:*}"; else echo "skipped x86-64-${level%:*}: this processor lacks ${level#*:}" >&2; fi
    done
}

# Tells how to get what is not there.
skip() { echo "skipped $1: install the Debian package(s) $2" >&2; }

# One thread in every library, and in `pinned` what puts a command on one CPU, the first that this process may use. Settings of older
# OpenBLAS builds for this machine would slow a current one down.
use_one_thread() {
    export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 MKL_NUM_THREADS=1
    unset OPENBLAS_CORETYPE OPENBLAS_L2_SIZE
    pinned=()
    ! command -v taskset >/dev/null || pinned=(taskset -c "$(taskset -cp $$ | sed 's/.*: //; s/[-,].*//')")
}

# Debian's Python where the first one on the path lacks the module and Debian's has it.
python_with() {
    if ! python3 -c "import $1" 2>/dev/null && /usr/bin/python3 -c "import $1" 2>/dev/null; then echo /usr/bin/python3; else echo python3; fi
}

# The Debian packages without which a Python has no PyTorch, or one with the reference BLAS, which takes ten times as long.
missing_for_torch() {
    if ! "$1" -c "import torch" 2>/dev/null; then echo "python3-torch libopenblas0-pthread"
    elif ! "$1" -c "import torch; exit('openblas' not in open('/proc/self/maps').read())"; then echo libopenblas0-pthread
    fi
}

# The executable to measure: the one that CHARRNN_EXE names, or one for the processor's best level, published into out/.
measured_executable() {
    local level
    if [[ -n ${CHARRNN_EXE:-} ]]; then echo "$CHARRNN_EXE"; return; fi
    level=$(x86_levels | tail -1)
    dotnet publish src/CharRnnFast.Cli -c Release -o "out/$level" -p:IlcInstructionSet="x86-64-$level" --nologo -v quiet >&2 || return
    echo "out/$level/charrnn"
}
