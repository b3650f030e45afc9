using Google.Protobuf;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;

namespace OpsPlatform.Domain.Tests.Budgets;

/// <summary>Given events, when a command, then events or a refusal.</summary>
internal sealed class Scenario(Aggregate<Budget> budget, DateTimeOffset time)
{
    public Aggregate<Budget> Budget { get; } = budget;

    public static Scenario Given(params IEnumerable<IMessage> events)
    {
        var budget = new Aggregate<Budget>(Story.BudgetName);
        foreach (var message in events)
            budget.Fold(message, Story.Now);
        return new Scenario(budget, Story.Now);
    }

    /// <summary>The command comes this much later than the events.</summary>
    public Scenario After(TimeSpan span) => new(Budget, time + span);

    public Outcome When<TCommand>(Func<Aggregate<Budget>, TCommand, DecisionContext, IEnumerable<IMessage>> decide, TCommand command, string principal = Story.Alice, string approval = "")
    {
        var context = new DecisionContext(time, principal, "new", () => "made") { Approval = approval, ApprovedPermission = approval.Length > 0 ? "budgets.approve" : "" };
        try
        {
            return new Outcome(Budget, [.. decide(Budget, command, context)], null, time);
        }
        catch (Refusal refusal)
        {
            return new Outcome(Budget, [], refusal, time);
        }
    }
}

internal sealed record Outcome(Aggregate<Budget> Budget, IReadOnlyList<IMessage> Events, Refusal? Refusal, DateTimeOffset Time)
{
    /// <summary>Of a rule that is asked without a budget.</summary>
    public static Outcome Of(Action rule)
    {
        try
        {
            rule();
            return new Outcome(new Aggregate<Budget>(Story.BudgetName), [], null, Story.Now);
        }
        catch (Refusal refusal)
        {
            return new Outcome(new Aggregate<Budget>(Story.BudgetName), [], refusal, Story.Now);
        }
    }

    public void Then(params IMessage[] expected)
    {
        Refusal.ShouldBeNull();
        Events.ShouldBe(expected);
    }

    public void ThenNothing() => Then();

    /// <summary>Folds what was decided, and gives the budget as it is then.</summary>
    public Aggregate<Budget> Folded()
    {
        Refusal.ShouldBeNull();
        foreach (var message in Events)
            Budget.Fold(message, Time);
        return Budget;
    }

    public Refusal ThenRefused(ErrorReason reason, string field, params (string Name, object Value)[] facts)
    {
        Refusal.ShouldNotBeNull();
        Refusal.Reason.ShouldBe(reason);
        Refusal.Field.ShouldBe(field);
        Refusal.Facts.ShouldBe(facts);
        return Refusal;
    }
}
