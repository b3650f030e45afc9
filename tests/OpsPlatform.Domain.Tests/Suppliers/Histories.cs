using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;

namespace OpsPlatform.Domain.Tests.Suppliers;

/// <summary>Plays random attempts on an aggregate: each is decided on with a number to choose by, some minutes after the one before, and refused or folded in.</summary>
/// <param name="make">The aggregate before anything has happened.</param>
/// <param name="attempts">What can be tried; the first one makes the resource.</param>
internal sealed class Histories<TRoot>(Func<Aggregate<TRoot>> make, Action<Aggregate<TRoot>, Recorded> evolve, params Func<Aggregate<TRoot>, int, DecisionContext, IEnumerable<IMessage>>[] attempts)
    where TRoot : class, IMessage<TRoot>, new()
{
    /// <summary>Each history, with the state after each of its attempts.</summary>
    public void ForAll(Action<Aggregate<TRoot>> holds) => Check(tries => Play(tries, (aggregate, _) => holds(aggregate)));

    /// <summary>The same attempt again, at the same time, does nothing or is refused.</summary>
    /// <param name="repeatable">Which attempts say the same when they are made again.</param>
    public void RepeatsChangeNothing(params int[] repeatable) => Check(tries => Play(tries, (aggregate, attempt) =>
    {
        if (repeatable.Contains(attempt.At))
            (Decide(aggregate, attempt) ?? []).ShouldBeEmpty($"{attempt}");
    }));

    public void FoldingAgainIsTheSame() => Check(tries =>
    {
        var (aggregate, events) = Play(tries, (_, _) => { });
        var half = events.Count / 2;
        var first = Fold(make(), events.Take(half));
        var second = Fold(new Aggregate<TRoot>(first.Name, first.Version, first.Root.Clone()), events.Skip(half).Select(Decoded));
        (second.Version, second.Root).ShouldBe((aggregate.Version, aggregate.Root));
    });

    /// <summary>The names of all events that the histories have.</summary>
    public IReadOnlySet<string> Reached()
    {
        var reached = new HashSet<string>();
        Check(tries => reached.UnionWith(Play(tries, (_, _) => { }).Events.Select(recorded => recorded.Message.Descriptor.Name)));
        return reached;
    }

    private void Check(Action<Attempt[]> holds)
    {
        var attempt =
            from at in Gen.Choose(1, attempts.Length - 1)
            from number in Gen.Choose(0, 1_000)
            from minutes in Gen.Choose(0, 9)
            select new Attempt(at, number, minutes);
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(200).WithEndSize(60), Prop.ForAll(Arb.From(attempt.ArrayOf()), holds));
    }

    private (Aggregate<TRoot> Aggregate, List<Recorded> Events) Play(IEnumerable<Attempt> tries, Action<Aggregate<TRoot>, Attempt> after)
    {
        var (aggregate, events, minutes) = (make(), new List<Recorded>(), 0);
        foreach (var attempt in tries.Prepend(new Attempt(0, 0, 0)))
        {
            minutes += attempt.Minutes;
            var played = attempt with { Minutes = minutes };
            if (Decide(aggregate, played) is not { } decided)
                continue;
            foreach (var message in decided)
            {
                events.Add(new Recorded(message, aggregate.Version + 1, Context(minutes).Time));
                aggregate.Apply(events[^1], evolve);
            }

            after(aggregate, played);
        }

        return (aggregate, events);
    }

    /// <summary>Null when it is refused; any other exception fails the test.</summary>
    private IMessage[]? Decide(Aggregate<TRoot> aggregate, Attempt attempt)
    {
        try
        {
            return [.. attempts[attempt.At](aggregate, attempt.Number, Context(attempt.Minutes) with { NewId = () => $"id{aggregate.Version}" })];
        }
        catch (Refusal)
        {
            return null;
        }
    }

    private Aggregate<TRoot> Fold(Aggregate<TRoot> aggregate, IEnumerable<Recorded> events)
    {
        foreach (var recorded in events)
            aggregate.Apply(recorded, evolve);
        return aggregate;
    }

    private static DecisionContext Context(int minutes) => Given.Context with { Time = Given.Context.Time.AddMinutes(minutes) };

    private static Recorded Decoded(Recorded recorded) => recorded with { Message = JsonParser.Default.Parse(JsonFormatter.Default.Format(recorded.Message), recorded.Message.Descriptor) };

    internal sealed record Attempt(int At, int Number, int Minutes);
}
