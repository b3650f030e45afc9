namespace OpsPlatform.Bench;

/// <summary>How it is measured.</summary>
/// <param name="Pgbench">The pgbench program.</param>
/// <param name="Duration">How long each side of a comparison is measured in each round.</param>
/// <param name="Rounds">How often each comparison is repeated.</param>
/// <param name="LoadAverage">How many processes ran or waited to run before anything was started, if that is known.</param>
internal sealed record Settings(FileInfo Pgbench, TimeSpan Duration, int Rounds, double? LoadAverage)
{
    /// <summary>At the beginning of each measurement, and not counted: connections are opened, pages and plans are read.</summary>
    public static readonly TimeSpan Warmup = TimeSpan.FromSeconds(1);
}

/// <summary>The run has shown that its figures would mean nothing. The message says why.</summary>
internal sealed class WorthlessRunException(string message) : Exception(message);
