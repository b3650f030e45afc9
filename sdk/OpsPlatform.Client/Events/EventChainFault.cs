using OpsPlatform.Client.Internal.Chain;

namespace OpsPlatform.Client;

/// <summary>The first thing in an export that does not fit.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Position">The position of the event that it concerns; 0 when it concerns none.</param>
/// <param name="Stream">The event's stream, <c>budgets/q4</c>; empty when it is not known.</param>
/// <param name="Version">The event's version in its stream; 0 when it is not known.</param>
public sealed record EventChainFault(EventChainFaultKind Kind, long Position = 0, string Stream = "", long Version = 0)
{
    /// <summary>What else is known: the reason why something cannot be read, or the other position or version that is concerned.</summary>
    internal string Detail { get; init; } = "";

    /// <summary>A sentence for people: what is wrong, where, and what it means.</summary>
    /// <param name="language"><c>en</c> or <c>zh-CN</c>.</param>
    public string Explain(string language = "en") => FaultSentences.Of(this, language);

    /// <inheritdoc/>
    public override string ToString() => Explain();
}
