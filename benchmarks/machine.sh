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

# The executable to measure: the one that CHARRNN_EXE names, or one for the processor's best level, published into out/.
measured_executable() {
    local level
    if [[ -n ${CHARRNN_EXE:-} ]]; then echo "$CHARRNN_EXE"; return; fi
    level=$(x86_levels | tail -1)
    dotnet publish src/CharRnnFast.Cli -c Release -o "out/$level" -p:IlcInstructionSet="x86-64-$level" --nologo -v quiet >&2 || return
    echo "out/$level/charrnn"
}
