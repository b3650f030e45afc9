using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Budgets.V1;

namespace OpsPlatform.Server.Tests.Histories;

/// <summary>What a caller does besides waiting for its answer.</summary>
internal enum Habit
{
    Waits,

    /// <summary>Leaves after a moment, and asks again under the same request id until it is answered.</summary>
    Leaves,

    /// <summary>Sends the same request twice at once, the second time to another server if there is one.</summary>
    SendsTwice,

    /// <summary>Sends the same request again after its answer.</summary>
    Repeats,

    /// <summary>Sends another request under the same request id after the answer.</summary>
    Reuses,
}

/// <summary>Which etag goes with a request; it is filled in when it is sent.</summary>
internal enum EtagChoice
{
    None,
    LastSeen,
    Stale,
}

/// <summary>What goes wrong, or on, around the calls.</summary>
internal enum Trouble
{
    TimePasses,
    ConnectionBreaks,

    /// <summary>The database's answer is lost, perhaps to a commit.</summary>
    ReplyIsLost,

    /// <summary>A server learns late what the database has done, and what others may have built upon meanwhile.</summary>
    ReplyIsLate,
    BackendDies,
    ServerDies,
}

/// <param name="Moment">When a caller that leaves does so, in milliseconds.</param>
internal sealed record PlannedCall(IMessage Request, Habit Habit, EtagChoice Etag, int Moment);

/// <param name="AtCall">Before the call of this number among all.</param>
/// <param name="Choice">A number to choose by: which connection, which server, how long.</param>
internal sealed record PlannedTrouble(int AtCall, Trouble Trouble, int Choice);

/// <summary>Everything that the callers of one history will try, made from a seed alone. What comes of it depends on how the calls meet.</summary>
internal sealed record Plan(IReadOnlyList<IReadOnlyList<PlannedCall>> Callers, IReadOnlyList<PlannedTrouble> Troubles)
{
    private static readonly string[] _lines = ["content", "traffic"];

    public static Plan Make(int seed, PlanSize size, IReadOnlyList<string> budgets, byte run)
    {
        var random = new Random(seed);
        var books = budgets.Select(budget => new Book(budget)).ToArray();
        var callers = Enumerable.Range(0, size.Callers).Select(_ => new List<PlannedCall>()).ToArray();

        // Round by round, so that callers meet on what the others make at about the same time, and now and then before it is there.
        for (var i = 0; i < size.CallsOfEach; i++)
        {
            for (var caller = 0; caller < size.Callers; caller++)
                callers[caller].Add(Call(random, books[random.Next(books.Length)], $"{caller}-{i}", run, mayClose: i > size.CallsOfEach * 3 / 4));
        }

        var troubles = Enumerable.Range(0, size.Troubles).Select(_ => new PlannedTrouble(
            random.Next(size.Callers, size.Callers * size.CallsOfEach), size.Kinds[random.Next(size.Kinds.Length)], random.Next(1_000_000))).OrderBy(trouble => trouble.AtCall).ToArray();
        return new Plan(callers, troubles);
    }

    private static PlannedCall Call(Random random, Book book, string own, byte run, bool mayClose)
    {
        var request = Request(random, book, own, mayClose);
        if (request.Descriptor.FindFieldByName("request_id") is null)
            return new PlannedCall(request, Habit.Waits, EtagChoice.None, 0);

        Set(request, "request_id", $"{NewId(random, run)}");
        Set(request, "validate_only", random.Next(12) == 0);
        var habit = Pick(random, (64, Habit.Waits), (10, Habit.Leaves), (10, Habit.SendsTwice), (10, Habit.Repeats), (6, Habit.Reuses));
        var etag = Pick(random, (84, EtagChoice.None), (13, EtagChoice.LastSeen), (3, EtagChoice.Stale));
        return new PlannedCall(request, habit, etag, random.Next(25));
    }

    private static IMessage Request(Random random, Book book, string own, bool mayClose)
    {
        var (line, micros, budget) = (_lines[random.Next(_lines.Length)], random.Next(1, 70), book.Budget);
        var (hold, expense) = ($"{budget}/reservations/{Recent(random, book.Holds)}", $"{budget}/expenses/{Recent(random, book.Expenses)}");
        var purpose = random.Next(15) == 0 ? "nul \0" : "";
        return Pick<Func<IMessage>>(
            random,
            (24, () => new ReserveFundsRequest { Parent = budget, ReservationId = Named(book.Holds, $"h-{own}"), Line = line, AmountMicros = micros, Purpose = purpose, Ttl = Ttl(random) }),
            (12, () => new RecordExpenseRequest { Parent = budget, ExpenseId = Named(book.Expenses, $"e-{own}"), Line = line, AmountMicros = micros, Purpose = purpose }),
            (3, () => new ReserveFundsRequest { Parent = budget, ReservationId = Answers.Id(hold), Line = line, AmountMicros = micros }),
            (14, () => new CaptureReservationRequest { Name = hold, AmountMicros = random.Next(1, 40), Final = random.Next(3) == 0 }),
            (6, () => new CaptureReservationRequest { Name = hold, Final = random.Next(3) == 0 }),
            (12, () => new ReleaseReservationRequest { Name = hold }),
            (7, () => new RefundExpenseRequest { Name = expense, AmountMicros = random.Next(1, 50), Purpose = purpose }),
            (7, () => new RefundExpenseRequest { Name = expense }),
            (3, () => new ApproveBudgetRequest { Name = budget }),
            (mayClose ? 3 : 0, () => new CloseBudgetRequest { Name = budget }),
            (8, () => new GetBudgetRequest { Name = budget }),
            (6, () => new GetReservationRequest { Name = hold }),
            (3, () => new GetExpenseRequest { Name = expense }),
            (2, () => new ListReservationsRequest { Parent = budget, PageSize = 1000 }),
            (2, () => new ListEntriesRequest { Parent = budget, PageSize = 1000 }))();
    }

    private static string Named(List<string> known, string id)
    {
        known.Add(id);
        return id;
    }

    /// <summary>One of those that may be there: for the most part it is there.</summary>
    private static string Recent(Random random, List<string> known) => known.Count == 0 ? "none" : known[^random.Next(1, Math.Min(known.Count, 10) + 1)];

    /// <summary>Short enough for some to expire within a history.</summary>
    private static Duration? Ttl(Random random) => random.Next(3) == 0 ? null : new Duration { Seconds = random.Next(1, 6) };

    private static Guid NewId(Random random, byte run)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        bytes[0] = run;
        return new Guid(bytes);
    }

    private static void Set(IMessage request, string field, object value) => request.Descriptor.FindFieldByName(field).Accessor.SetValue(request, value);

    private static T Pick<T>(Random random, params ReadOnlySpan<(int Weight, T Value)> choices)
    {
        var total = 0;
        foreach (var (weight, _) in choices)
            total += weight;
        var drawn = random.Next(total);
        foreach (var (weight, value) in choices)
        {
            if ((drawn -= weight) < 0)
                return value;
        }

        throw new InvalidOperationException("Nothing to choose from.");
    }

    /// <summary>The ids that the plan has given so far.</summary>
    private sealed record Book(string Budget)
    {
        public List<string> Holds { get; } = [];

        public List<string> Expenses { get; } = [];
    }
}

/// <param name="Kinds">The kinds of trouble that can be made there.</param>
internal sealed record PlanSize(int Callers, int CallsOfEach, int Troubles, params Trouble[] Kinds);
