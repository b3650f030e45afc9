using System.Collections.Concurrent;
using Google.Protobuf;
using OpsPlatform.Budgets.V1;
using Kind = OpsPlatform.Budgets.V1.LedgerEntry.Types.Kind;

namespace OpsPlatform.Server.Tests.Histories;

/// <summary>What happened, call by call, as those saw it who called.</summary>
internal sealed class History(TimeProvider clock)
{
    private readonly ConcurrentQueue<Call> _calls = new();
    private readonly ConcurrentDictionary<string, DateTimeOffset> _expiries = new();
    private readonly ConcurrentQueue<string> _problems = new();
    private long _instant;

    /// <summary>What was wrong with an answer by itself.</summary>
    public IEnumerable<string> Problems => _problems;

    public IEnumerable<Call> Calls => _calls.Where(call => !call.IsVain);

    public Call Begin(string who, string client, IMessage request)
    {
        var call = new Call(who, client, request, Interlocked.Increment(ref _instant), Microseconds(clock.GetUtcNow()));
        _calls.Enqueue(call);
        return call;
    }

    public void End(Call call, string answer)
    {
        (call.Latest, call.Answer) = (clock.GetUtcNow(), answer);
        call.Returned = Interlocked.Increment(ref _instant);
    }

    public void End(Call call, IMessage answer, bool replayed)
    {
        if (!replayed && answer.Descriptor.FindFieldByName("update_time")?.Accessor.GetValue(answer) is Google.Protobuf.WellKnownTypes.Timestamp time)
            call.Decided = time.ToDateTimeOffset();
        End(call, Answers.Of(answer, replayed));
        if (call.Request.Descriptor.FindFieldByName("validate_only")?.Accessor.GetValue(call.Request) is not true)
            Note(answer);
    }

    /// <summary>The calls on a budget, those included that the platform made by itself: the ledger, read last, tells of these.</summary>
    public IReadOnlyList<Interval<Call>> Of(string budget, ListEntriesResponse ledger)
    {
        var calls = Calls.Where(call => Name(call.Request) is var name && (name == budget || name.StartsWith(budget + "/"))).ToList();
        foreach (var call in calls)
        {
            if (call.Answer is null && call.Request is ReserveFundsRequest reserve && _expiries.TryGetValue($"{reserve.Parent}/reservations/{reserve.ReservationId}", out var expiry))
                call.Decided = expiry - (reserve.Ttl?.ToTimeSpan() ?? BudgetDecisions.DefaultTtl);
        }

        var end = Interlocked.Read(ref _instant);
        calls.AddRange(
            from entry in ledger.Entries
            where entry.Kind == Kind.Expired && entry.Principal == BudgetDecisions.Platform
            let time = entry.PostTime.ToDateTimeOffset()
            select new Call("the platform", BudgetDecisions.Platform, new ReleaseReservationRequest { Name = entry.Reservation }, 0, time)
            {
                Answer = BudgetDecisions.Expired(Answers.Id(entry.Name)),
                Decided = time,
                Latest = time,
                Returned = end,
            });
        return [.. calls.Select(call => call.Interval)];
    }

    private static string Name(IMessage request) =>
        (string)(request.Descriptor.FindFieldByName("name") ?? request.Descriptor.FindFieldByName("parent")).Accessor.GetValue(request);

    private void Note(IMessage answer)
    {
        switch (answer)
        {
            case Budget budget when budget.Lines.Any(line => IsOverspent(budget, line)):
                _problems.Enqueue($"overspent: {budget}");
                break;
            case Reservation hold:
                Note(hold);
                break;
            case ListReservationsResponse list:
                foreach (var hold in list.Reservations)
                    Note(hold);
                break;
            case ListEntriesResponse list when list.Entries.Zip(list.Entries.Skip(1)).Any(pair => pair.First.PostTime.ToDateTimeOffset() > pair.Second.PostTime.ToDateTimeOffset()):
                _problems.Enqueue($"an entry was posted before the one that it follows: {list}");
                break;
        }
    }

    private void Note(Reservation hold)
    {
        _expiries[hold.Name] = hold.ExpireTime.ToDateTimeOffset();
        if (hold.AmountMicros != hold.HeldAmountMicros + hold.CapturedAmountMicros + hold.ReleasedAmountMicros || hold.HeldAmountMicros < 0)
            _problems.Enqueue($"does not add up: {hold}");
    }

    /// <summary>What is allocated is on the line to the last micro, from the approval on; a budget that is closed may have had none.</summary>
    private static bool IsOverspent(Budget budget, BudgetLine line)
    {
        var sum = line.HeldAmountMicros + line.SpentAmountMicros + line.LeftAmountMicros;
        var isWhole = budget.State switch
        {
            Budget.Types.State.Active => sum == line.AllocatedAmountMicros,
            Budget.Types.State.Closed => sum == line.AllocatedAmountMicros || sum == 0,
            _ => sum == 0,
        };
        return !isWhole || line.HeldAmountMicros < 0 || line.SpentAmountMicros < 0 || line.LeftAmountMicros < 0;
    }

    /// <summary>Decisions are timed in whole microseconds.</summary>
    private static DateTimeOffset Microseconds(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMicrosecond));
}
