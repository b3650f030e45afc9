using OpsPlatform.Bench.Growth;

namespace OpsPlatform.Bench.Platform;

/// <summary>A running server with a database of its own, as bench/run.sh describes it: a folder with a file for each fact, and for each client's secret.</summary>
internal sealed class Node(DirectoryInfo folder)
{
    /// <summary>The gRPC endpoint.</summary>
    public string Address => Read("address");

    /// <summary>Where its tokens come from.</summary>
    public string TokenEndpoint => Read("token-endpoint");

    /// <summary>The connection string of its database.</summary>
    public string Database => Read("database");

    public int ProcessId => int.Parse(Read("process-id"));

    /// <summary>What the database was filled with before the server started.</summary>
    public HistorySize History => new(long.Parse(Read("events")));

    public string SecretOf(string clientId) => Read(clientId);

    private string Read(string fact) => File.ReadAllText(Path.Combine(folder.FullName, fact)).Trim();
}
