namespace CharRnnFast.Cli.Tests.Running;

/// <summary>A test of the published native executable; skipped where none is given.</summary>
internal sealed class NativeTheoryAttribute : TheoryAttribute
{
    public NativeTheoryAttribute()
    {
        if (!Charrnn.IsNative) Skip = "CHARRNN_EXE names no published executable";
    }
}
