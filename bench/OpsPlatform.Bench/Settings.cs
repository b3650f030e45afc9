namespace OpsPlatform.Bench;

/// <summary>What is measured, and how long.</summary>
/// <param name="Address">The platform's gRPC endpoint.</param>
/// <param name="TokenEndpoint">Where its tokens come from.</param>
/// <param name="Secrets">The folder with the secrets of the clients bench-ops and bench-approver, a file for each.</param>
/// <param name="Database">The connection string of the platform's database, in which the baseline gets a schema of its own.</param>
/// <param name="Pgbench">The pgbench program.</param>
/// <param name="Duration">How long each side of a comparison is measured in each round.</param>
/// <param name="Rounds">How often each comparison is repeated.</param>
/// <param name="LoadAverage">How many processes ran or waited to run before anything was started, if that is known.</param>
internal sealed record Settings(
    string Address, string TokenEndpoint, DirectoryInfo Secrets, string Database, FileInfo Pgbench, TimeSpan Duration, int Rounds, double? LoadAverage)
{
    /// <summary>At the beginning of each measurement, and not counted: connections are opened, pages and plans are read.</summary>
    public static readonly TimeSpan Warmup = TimeSpan.FromSeconds(1);

    public string SecretOf(string clientId) => File.ReadAllText(Path.Combine(Secrets.FullName, clientId)).Trim();

    // The text form of a record shows everything, the database's password too.
    public override string ToString() => Address;
}

/// <summary>The run has shown that its figures would mean nothing. The message says why.</summary>
internal sealed class WorthlessRunException(string message) : Exception(message);
