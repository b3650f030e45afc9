using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Domain.Budgets;
using Account = OpsPlatform.Budgets.V1.LedgerEntry.Types.Account;

namespace OpsPlatform.Domain.Tests.Budgets;

/// <summary>What holds after every history of attempts, in their order and with time passing.</summary>
public sealed class HistoryTests
{
    private static readonly Verb[] _idempotent = [Verb.Submit, Verb.Approve, Verb.Reject, Verb.Close, Verb.Release, Verb.Expire, Verb.RefundAll, Verb.ApproveAdjustment, Verb.RejectAdjustment];

    [Fact]
    public void Money_is_neither_made_nor_lost() => ForAll(attempts =>
    {
        var history = new History();
        foreach (var attempt in attempts)
        {
            history.Try(attempt);
            history.MustBalance();
        }
    });

    [Fact]
    public void A_repeat_changes_nothing() => ForAll(attempts =>
    {
        var history = new History();
        foreach (var attempt in attempts)
        {
            var version = history.Budget.Version;
            history.Try(attempt);
            if (history.Budget.Version > version && _idempotent.Contains(attempt.Verb))
                history.Decide(attempt).ShouldBeEmpty(attempt.ToString());
        }
    });

    [Fact]
    public void Folding_in_two_parts_is_folding_at_once() => ForAll(attempts =>
    {
        var history = Run(attempts);
        var half = history.Recorded.Count / 2;
        var first = Fold(new Aggregate<Budget>(Story.BudgetName), history.Recorded.Take(half));

        var second = new Aggregate<Budget>(Story.BudgetName, first.Version, first.Root.Clone());
        foreach (var (id, child) in first.Touched)
            second.Load(id, Copy(child));
        MustEqual(Fold(second, history.Recorded.Skip(half)), history.Budget);
    });

    [Fact]
    public void What_is_stored_decodes_to_the_same_history() => ForAll(attempts =>
    {
        var history = Run(attempts);
        var decoded = history.Recorded.Select(recorded => recorded with { Message = Decoded(recorded.Message) }).ToList();
        decoded.Select(recorded => recorded.Message).ShouldBe(history.Recorded.Select(recorded => recorded.Message));
        MustEqual(Fold(new Aggregate<Budget>(Story.BudgetName), decoded), history.Budget);
    });

    [Fact]
    public void The_ledger_sums_to_the_lines() => ForAll(attempts =>
    {
        var history = Run(attempts);
        var entries = history.Recorded.Select(recorded => Ledger.Entry(history.Budget.Root, recorded, Story.Alice)).OfType<LedgerEntry>().ToList();
        foreach (var line in history.Budget.Root.Lines)
        {
            long Balance(Account account) => entries.Where(entry => entry.Line == line.LineId).Sum(entry => entry.Change(account));

            line.ShouldHave(Balance(Account.Held), Balance(Account.Spent) + Balance(Account.Paid), Balance(Account.Left));
        }

        entries.ShouldAllBe(entry => entry.AmountMicros > 0);
    });

    [Fact]
    public void The_histories_tried_reach_every_event()
    {
        var reached = new HashSet<string>();
        var events = BudgetsEventsReflection.Descriptor.MessageTypes.Select(type => type.Name).ToArray();

        // Some events need a row of lucky attempts before them.
        for (var round = 0; round < 20 && reached.Count < events.Length; round++)
            ForAll(attempts => reached.UnionWith(Run(attempts).Recorded.Select(recorded => recorded.Message.Descriptor.Name)));
        reached.ShouldBe(events, ignoreOrder: true);
    }

    internal static void ForAll(Action<Attempt[]> holds)
    {
        var verbs = Gen.Frequency(
            (4, Gen.Elements(Verb.Submit, Verb.Approve)),
            (1, Gen.Elements(Verb.Reject, Verb.Close, Verb.CloseReleasing)),
            (3, Gen.Constant(Verb.Control)),
            (5, Gen.Constant(Verb.Update)),
            (20, Gen.Elements(Verb.Reserve, Verb.Record)),
            (30, Gen.Elements(Verb.Draw, Verb.Propose, Verb.ApproveAdjustment, Verb.RejectAdjustment, Verb.Review)),
            (30, Gen.Elements(Verb.Capture, Verb.CaptureAll, Verb.Release, Verb.Expire, Verb.Refund, Verb.RefundAll)),
            (15, Gen.Elements(Verb.Pay, Verb.Transfer, Verb.Receive, Verb.Split)),
            (15, Gen.Constant(Verb.Reverse)),
            (3, Gen.Constant(Verb.GoOnClosing)),
            (5, Gen.Constant(Verb.CarryForward)));
        var attempt =
            from verb in verbs
            from byAlice in Gen.Elements(true, false)
            from pick in Gen.Choose(0, 1_000)
            from amount in Gen.Choose(1, 250)
            from hours in Gen.Choose(0, 6)
            from final in Gen.Elements(true, false)
            select new Attempt(verb, byAlice, pick, amount, hours, final);
        var histories = Arb.From(attempt.ArrayOf(), Shorter);

        Check.One(Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(300).WithEndSize(120), Prop.ForAll(histories, holds));
    }

    private static IEnumerable<Attempt[]> Shorter(Attempt[] attempts) => attempts.Select((_, left) => attempts.Where((_, index) => index != left).ToArray());

    private static History Run(Attempt[] attempts)
    {
        var history = new History();
        foreach (var attempt in attempts)
            history.Try(attempt);
        return history;
    }

    private static Aggregate<Budget> Fold(Aggregate<Budget> budget, IEnumerable<Recorded> events)
    {
        foreach (var recorded in events)
            budget.Apply(recorded, BudgetDecider.Evolve);
        return budget;
    }

    private static void MustEqual(Aggregate<Budget> actual, Aggregate<Budget> expected)
    {
        actual.Version.ShouldBe(expected.Version);
        actual.Root.ShouldBe(expected.Root);
        foreach (var (id, child) in expected.Touched)
            actual.Find<IMessage>(id).ShouldBe(child);
    }

    private static IMessage Copy(IMessage message) => message.Descriptor.Parser.ParseFrom(message.ToByteArray());

    private static IMessage Decoded(IMessage message) => JsonParser.Default.Parse(JsonFormatter.Default.Format(message), message.Descriptor);
}
