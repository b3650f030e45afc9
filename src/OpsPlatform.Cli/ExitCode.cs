namespace OpsPlatform.Cli;

/// <summary>What `ops` answers to the shell. A contract: scripts branch on it.</summary>
internal static class ExitCode
{
    internal const int Ok = 0;
    internal const int Failed = 1;
    internal const int Usage = 2;
    internal const int NotAuthenticated = 4;

    /// <summary>What shells report for a process that SIGINT ended.</summary>
    internal const int Interrupted = 130;
}
