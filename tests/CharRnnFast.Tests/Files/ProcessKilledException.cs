namespace CharRnnFast.Tests.Files;

/// <summary>Stands for the end of the process: nothing under test catches it.</summary>
internal sealed class ProcessKilledException : Exception;
