namespace CharRnnFast.Tests.Files;

/// <summary>Stands for the end of the process: nothing under test catches it.</summary>
public sealed class ProcessKilledException : Exception;
