namespace CharRnnFast.Threads;

/// <summary>Work that the threads of a team do together.</summary>
internal interface ITeamWork
{
    /// <summary>One thread's part. Must not throw.</summary>
    /// <param name="thread">0 to N - 1.</param>
    void Run(int thread);
}
