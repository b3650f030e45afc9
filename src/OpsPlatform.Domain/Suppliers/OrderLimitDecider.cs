using System.Diagnostics;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Domain.Suppliers;

/// <summary>Something that orders must not exceed together.</summary>
/// <param name="Id">Of the limit.</param>
/// <param name="Asked">What the order that is being made takes of it.</param>
/// <param name="Most">What all of them may take.</param>
/// <param name="Takes">What an order that is there takes.</param>
/// <param name="Refuse">Why one is refused, by what the others take.</param>
public sealed record OrderLimitRule(string Id, long Asked, Int128 Most, Func<Order, long> Takes, Func<Int128, Refusal> Refuse);

/// <summary>
/// Lets orders come one after another where they share a limit. An order is a stream of its own, so two that are made at the same instant do not
/// see each other; each takes what it needs here, in the transaction that makes it, and is counted by that for as long as another may have looked
/// before it was there.
/// </summary>
public static class OrderLimitDecider
{
    /// <summary>Longer than a command takes from looking at the orders to its decision, by far.</summary>
    private static readonly TimeSpan Held = TimeSpan.FromMinutes(5);

    /// <param name="others">The orders that were there when the order that is being made was looked at.</param>
    public static IEnumerable<IMessage> Hold(Aggregate<OrderLimit> limit, string holdId, OrderLimitRule rule, IReadOnlyCollection<Order> others, DecisionContext context)
    {
        var there = others.Select(order => order.HoldId).ToHashSet();
        var taken = Taken(rule, others) + limit.Root.Holds.Where(hold => !there.Contains(hold.HoldId) && IsHeld(hold, context.Time)).Aggregate((Int128)0, (sum, hold) => sum + hold.Held);
        return taken + rule.Asked > rule.Most ? throw rule.Refuse(taken) : [new OrderHeld { HoldId = holdId, Held = rule.Asked }];
    }

    /// <summary>Folds an event in. It never refuses: what is stored has happened.</summary>
    public static void Evolve(Aggregate<OrderLimit> limit, Recorded recorded)
    {
        if (recorded.Message is not OrderHeld held)
            throw new UnreachableException($"{limit.Name} has an event that no limit can have, {recorded.Message.Descriptor.FullName}, at version {recorded.Version}.");
        var kept = limit.Root.Holds.Where(hold => IsHeld(hold, recorded.Time)).Append(new OrderHold { HoldId = held.HoldId, Held = held.Held, HoldTime = recorded.Time.ToTimestamp() }).ToArray();
        limit.Root.Holds.Clear();
        limit.Root.Holds.Add(kept);
    }

    private static Int128 Taken(OrderLimitRule rule, IEnumerable<Order> others) => others.Aggregate((Int128)0, (sum, order) => sum + rule.Takes(order));

    private static bool IsHeld(OrderHold hold, DateTimeOffset now) => hold.HoldTime.ToDateTimeOffset() + Held > now;
}
