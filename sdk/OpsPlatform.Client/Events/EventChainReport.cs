namespace OpsPlatform.Client;

/// <summary>What <see cref="EventChain.Verify"/> found.</summary>
public sealed record EventChainReport
{
    /// <summary>Whether everything fits.</summary>
    public bool IsIntact => Fault is null;

    /// <summary>The first thing that does not fit, or null.</summary>
    public EventChainFault? Fault { get; init; }

    /// <summary>The workspace, <c>workspaces/{workspace}</c>; empty when the export does not say.</summary>
    public string Workspace { get; init; } = "";

    /// <summary>The position that the export begins at.</summary>
    public long FirstPosition { get; init; }

    /// <summary>The position of the last event that fits; the one before <see cref="FirstPosition"/> when there is none.</summary>
    public long LastPosition { get; init; }

    /// <summary>The hash of that event in 64 hexadecimal digits.</summary>
    public string HeadHash { get; init; } = "";

    /// <summary>How many events fit.</summary>
    public long EventCount { get; init; }

    /// <summary>How many streams they belong to.</summary>
    public long StreamCount { get; init; }

    /// <summary>When the checkpoint at the export's end was signed; null when it was not reached or does not fit.</summary>
    public DateTimeOffset? SignTime { get; init; }

    /// <summary>The position of the checkpoint that was given and fits, or null.</summary>
    public long? GivenCheckpointPosition { get; init; }

    /// <summary>Whether the keys came with the export itself, so that its own checkpoint proves nothing against whoever made it.</summary>
    public bool HasOwnKeys { get; init; }

    /// <summary>
    /// How many events of which types are newer than this version of the client: their hashes were checked, but their JSON could not be compared with
    /// their message.
    /// </summary>
    public IReadOnlyDictionary<string, long> Uncompared { get; init; } = new Dictionary<string, long>();
}
