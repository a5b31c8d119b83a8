namespace CharRnnFast.Cli.Tests.Running;

/// <summary>A test of the published native executable; skipped where none is given.</summary>
internal sealed class NativeFactAttribute : FactAttribute
{
    public NativeFactAttribute()
    {
        if (!Charrnn.IsNative) Skip = "CHARRNN_EXE names no published executable";
    }
}
