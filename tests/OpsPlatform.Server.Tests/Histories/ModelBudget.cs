using System.Collections.Immutable;

namespace OpsPlatform.Server.Tests.Histories;

internal sealed record ModelLine(string Id, long Allocated, long Held = 0, long Spent = 0, long Left = 0);

/// <param name="EndedByTime">Its rest went back because its time was over.</param>
internal sealed record ModelHold(string Id, string Line, long Micros, DateTimeOffset Expiry, string State, long Held, long Captured, long Released, int Version, bool EndedByTime)
{
    public bool IsDue(DateTimeOffset time) => State == "HELD" && time >= Expiry;
}

internal sealed record ModelExpense(string Id, string Line, long Micros, long Refunded, int Version);

/// <summary>A budget as its documentation describes it, in plain values. It shares nothing with the code under test, and the money on a line is moved in one place.</summary>
internal sealed record ModelBudget
{
    public string State { get; init; } = "DRAFT";

    public string Submitter { get; init; } = "";

    /// <summary>How many events there were.</summary>
    public int Version { get; init; } = 1;

    /// <summary>When the last event was decided: no later one can have been decided before.</summary>
    public DateTimeOffset Time { get; init; }

    public ImmutableList<ModelLine> Lines { get; init; } = [];

    public ImmutableSortedDictionary<string, ModelHold> Holds { get; init; } = ImmutableSortedDictionary.Create<string, ModelHold>(StringComparer.Ordinal);

    public ImmutableDictionary<string, ModelExpense> Expenses { get; init; } = ImmutableDictionary<string, ModelExpense>.Empty;

    public ImmutableList<string> Ledger { get; init; } = [];

    /// <summary>By client and request id: the request that was handled, and its answer.</summary>
    public ImmutableDictionary<string, (string Request, string Answer)> Handled { get; init; } = ImmutableDictionary<string, (string, string)>.Empty;

    public int Open => Holds.Values.Count(hold => hold.State == "HELD");

    public override string ToString() => Answers.Budget(State, Lines.Select(line => (line.Id, line.Allocated, line.Held, line.Spent, line.Left)), Open, Version);

    public static string Text(ModelHold hold) =>
        Answers.Hold(hold.Id, hold.State, hold.Line, hold.Micros, hold.Held, hold.Captured, hold.Released, hold.Expiry, hold.Version);

    public static string Text(ModelExpense expense) => Answers.Expense(expense.Id, expense.Line, expense.Micros, expense.Refunded, expense.Version);

    public ModelBudget Happen(string state) => this with { Version = Version + 1, State = state };

    /// <summary>One event that moves money on a line, and its entry in the ledger.</summary>
    public ModelBudget Move(string kind, string lineId, long micros, string child)
    {
        var line = Lines.Single(line => line.Id == lineId);
        var moved = kind switch
        {
            "ALLOCATED" => line with { Left = line.Left + micros },
            "RESERVED" => line with { Left = line.Left - micros, Held = line.Held + micros },
            "CAPTURED" => line with { Held = line.Held - micros, Spent = line.Spent + micros },
            "RELEASED" or "EXPIRED" => line with { Held = line.Held - micros, Left = line.Left + micros },
            "SPENT" => line with { Left = line.Left - micros, Spent = line.Spent + micros },
            "REFUNDED" => line with { Spent = line.Spent - micros, Left = line.Left + micros },
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such movement."),
        };
        if (long.Min(long.Min(moved.Held, moved.Spent), moved.Left) < 0 || moved.Held + moved.Spent + moved.Left != moved.Allocated)
            throw new InvalidOperationException($"The model itself overspends: {kind} {micros} makes {line} {moved}.");
        return this with
        {
            Version = Version + 1,
            Lines = Lines.Replace(line, moved),
            Ledger = Ledger.Add(Answers.Entry(Version + 1, kind, lineId, micros, child)),
        };
    }

    public ModelBudget With(ModelHold hold) => this with { Holds = Holds.SetItem(hold.Id, hold) };

    public ModelBudget With(ModelExpense expense) => this with { Expenses = Expenses.SetItem(expense.Id, expense) };

    /// <summary>Two are the same when the same has happened: everything else follows from that.</summary>
    public bool Equals(ModelBudget? other) => other is not null && (ReferenceEquals(this, other) || (
        (Version, Time, State, Submitter, Handled.Count) == (other.Version, other.Time, other.State, other.Submitter, other.Handled.Count)
        && Ledger.SequenceEqual(other.Ledger) && Handled.All(handled => other.Handled.TryGetValue(handled.Key, out var value) && value == handled.Value)
        && Holds.Values.SequenceEqual(other.Holds.Values)));

    public override int GetHashCode() => HashCode.Combine(Version, State, Ledger.Count, Handled.Count, Ledger.LastOrDefault());
}
