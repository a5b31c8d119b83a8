namespace CharRnnFast.MachineCode.Tests.Running;

/// <summary>A test of the published native executable's code; skipped where none is given.</summary>
internal sealed class PublishedFactAttribute : FactAttribute
{
    public PublishedFactAttribute()
    {
        if (PublishedCode.Executable is null)
            Skip = "CHARRNN_EXE names no published executable";
        else if (!ChildProcess.Exists("objdump"))
            Skip = "objdump is not installed (Debian package binutils)";
    }
}
