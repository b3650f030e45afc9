using Google.Protobuf;
using OpsPlatform.Budgets.V1;

namespace OpsPlatform.Server.Tests.Histories;

/// <summary>
/// The sequential model that histories are held against: what one call after another does to a budget, and what it is answered.
/// </summary>
internal static class BudgetModel
{
    private const string Unstorable = "TEXT_UNSTORABLE";

    /// <summary>The states that a call may lead to, given what it was answered and at which times it can have been decided.</summary>
    public static IEnumerable<ModelBudget> Step(ModelBudget budget, Call call, bool returned)
    {
        // Whatever the budget is like, what such a request asks for cannot be stored.
        if (returned && call.Answer == Unstorable && HoldsNul(call.Request))
        {
            yield return budget;
            yield break;
        }

        foreach (var time in Times(budget, call, returned))
        {
            var (after, answer, decided) = Handle(budget, call, time);
            if ((returned && answer != call.Answer) || (decided && call.Decided is { } known && known != time))
                continue;
            if (returned || !after.Equals(budget))
                yield return after;
        }
    }

    /// <summary>What the call would be answered in this state, at each time that makes a difference: for people who ask why it cannot be.</summary>
    public static IEnumerable<string> Expected(ModelBudget budget, Call call) => Times(budget, call, true).Select(time => Handle(budget, call, time).Answer).Distinct();

    /// <summary>The times of decision that can make a difference: the first possible, the one that is known, and when the hold that is named is due.</summary>
    private static IEnumerable<DateTimeOffset> Times(ModelBudget budget, Call call, bool returned)
    {
        var first = call.Earliest > budget.Time ? call.Earliest : budget.Time;
        var last = returned ? call.Latest : DateTimeOffset.MaxValue;
        var times = new List<DateTimeOffset> { first };
        if (call.Decided is { } known)
            times.Add(known);
        if (BudgetDecisions.Named(budget, call.Request) is { } hold)
            times.Add(hold.Expiry);
        return times.Where(time => time >= first && time <= last).Distinct();
    }

    private static (ModelBudget After, string Answer, bool Decided) Handle(ModelBudget budget, Call call, DateTimeOffset time)
    {
        var (id, validateOnly) = (Field(call.Request, "request_id") as string ?? "", Field(call.Request, "validate_only") is true);
        var (key, request) = ($"{call.Client} {id}", $"{call.Request.Descriptor.Name} {call.Request}");
        var isRemembered = id.Length > 0 && !validateOnly;
        if (isRemembered && budget.Handled.TryGetValue(key, out var first))
            return (budget, first.Request == request ? Answers.Repeated(first.Answer) : "REQUEST_ID_REUSED", false);

        var (after, answer) = BudgetDecisions.Decide(budget, call.Request, call.Client, time);
        var decided = after.Version > budget.Version;
        if (Answers.IsRefusal(answer))
            return (budget, answer, false);
        if (validateOnly)
            return (budget, answer, decided);

        if (decided && HoldsNul(call.Request))
            return (budget, Unstorable, false);
        if (decided)
            after = after with { Time = time };
        return (isRemembered ? after with { Handled = after.Handled.Add(key, (request, answer)) } : after, answer, decided);
    }

    /// <summary>The database keeps no text with this character, and takes nothing of an append that holds one.</summary>
    private static bool HoldsNul(IMessage request) => Field(request, "purpose") is string purpose && purpose.Contains('\0');

    private static object? Field(IMessage request, string name) => request.Descriptor.FindFieldByName(name)?.Accessor.GetValue(request);
}
