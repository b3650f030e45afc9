using Google.Protobuf;

namespace OpsPlatform.Server.Tests.Histories;

/// <summary>One attempt at a call: what was asked, by whom, and what came of it.</summary>
/// <param name="Who">For the reader: the caller, and the server that it spoke to.</param>
/// <param name="Client">The client that it was made as; each has request ids of its own.</param>
/// <param name="Invoked">Its place among all invocations and returns.</param>
/// <param name="Earliest">The time by the platform's clock when it was made: nothing of it was decided before.</param>
internal sealed record Call(string Who, string Client, IMessage Request, long Invoked, DateTimeOffset Earliest)
{
    /// <summary>As <see cref="Answers"/> writes it; null when nobody knows what became of the call.</summary>
    public string? Answer { get; set; }

    public long? Returned { get; set; }

    public DateTimeOffset Latest { get; set; } = DateTimeOffset.MaxValue;

    /// <summary>When what it made was decided, if anything tells.</summary>
    public DateTimeOffset? Decided { get; set; }

    /// <summary>It was told that nothing was stored.</summary>
    public bool IsVain { get; set; }

    /// <summary>That nothing changes without it: a read, or a refusal.</summary>
    public bool HasNoEffect => Answer is { } answer && (Answers.IsRefusal(answer) || Request.Descriptor.Name is ['G', 'e', 't', ..] or ['L', 'i', 's', 't', ..]);

    public Interval<Call> Interval => new(this, Invoked, Returned);

    public bool Equals(Call? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => Invoked.GetHashCode();

    public override string ToString() =>
        $"[{Invoked,5} - {(Returned is { } returned ? $"{returned,5}" : "  ???")}] {Who}: {Request.Descriptor.Name} {JsonFormatter.Default.Format(Request)}\n{"",18}{Answer ?? "(no answer)"}";
}
