using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Domain.Budgets;
using Mode = OpsPlatform.Budgets.V1.LineControl.Types.Mode;

namespace OpsPlatform.Domain.Tests.Budgets;

/// <summary>What of a budget can be edited in which state, and what stands against it.</summary>
public sealed class UpdatingTests
{
    private const string Everything = "display_name, nature, min_amount_micros, max_amount_micros, justification, previous_amount_micros, content_cap_amount_micros, control, months";

    private static readonly LineControl _byMonth = new() { MonthHold = Mode.Stop };

    public static TheoryData<string, string> ByState => new()
    {
        { "DRAFT", Everything },
        { "REJECTED", Everything },
        { "PENDING_APPROVAL", "display_name" },
        { "ACTIVE", "display_name, control, months" },
    };

    [Fact]
    public void A_draft_is_edited_as_it_could_have_been_created()
    {
        var plan = new BudgetLine { LineId = "content", MinAmountMicros = 100, MaxAmountMicros = 500, Justification = "four videos a week", ContentCapAmountMicros = 50, Control = _byMonth };
        var outcome = Update(Story.Drafted, new Budget { DisplayName = "Quarter", ContentCapAmountMicros = 70, Lines = { plan } });
        outcome.Then(
            new BudgetUpdated { Budget = new() { DisplayName = "Quarter", ContentCapAmountMicros = 70 }, Paths = { "display_name", "content_cap_amount_micros" } },
            new LineUpdated
            {
                Line = "content",
                Values = new() { MinAmountMicros = 100, MaxAmountMicros = 500, Justification = "four videos a week", ContentCapAmountMicros = 50 },
                Paths = { "min_amount_micros", "max_amount_micros", "justification", "content_cap_amount_micros" },
            },
            Story.Controlled(_byMonth));

        var budget = outcome.Folded();
        (budget.Root.DisplayName, budget.Root.ContentCapAmountMicros, budget.Line("content").DisplayName, budget.Line("content").AllocatedAmountMicros).ShouldBe(("Quarter", 70, "Content", 600));
        budget.Root.Warnings.ShouldBe([new BudgetWarning { Code = BudgetWarning.Types.Code.OutOfRange, Line = "content", DeviationBps = 2_000 }]);
        Update(outcome, new Budget { DisplayName = "Quarter", Lines = { plan } }).ThenNothing();
    }

    [Theory, MemberData(nameof(ByState))]
    public void A_state_fixes_what_it_does_not_name(string state, string editable)
    {
        foreach (var given in EachField())
        {
            var outcome = Update(Of(state), new Budget { Lines = { given.Line } });
            if (editable.Split(", ").Contains(given.Field))
                outcome.Refusal.ShouldBeNull($"{given.Field} in {state}");
            else
                outcome.ThenRefused(ErrorReason.BudgetFieldFixed, $"budget.lines[0].{given.Field}", ("field", $"budget.lines[0].{given.Field}"), ("state", state), ("editable", editable));
        }

        (Update(Of(state), new Budget { ContentCapAmountMicros = 1 }).Refusal is null).ShouldBe(state is "DRAFT" or "REJECTED");
    }

    [Theory, MemberData(nameof(ByState))]
    public void What_is_sent_as_it_was_read_is_let_pass_in_every_state(string state, string editable)
    {
        editable.ShouldNotBeEmpty();
        Update(Of(state), Scenario.Given(Of(state)).Budget.Root, "*").ThenNothing();
    }

    [Fact]
    public void A_line_keeps_what_it_has()
    {
        foreach (var given in new BudgetLine[] { new() { AllocatedAmountMicros = 601 }, new() { Role = BudgetLine.Types.Role.Personnel }, new() { CostItems = { "salary" } }, new() { Classified = true } })
        {
            given.LineId = "content";
            Update(Story.Drafted, new Budget { Lines = { given } }).Refusal!.Reason.ShouldBe(ErrorReason.BudgetFieldFixed);
        }

        Update(Story.Drafted, new Budget { Lines = { new BudgetLine { LineId = "content", AllocatedAmountMicros = 600, CostItems = { "kol" } } } }).ThenNothing();
        Update(Story.Drafted, new Budget { TotalAmountMicros = 5 }, "total_amount_micros").Refusal!.Reason.ShouldBe(ErrorReason.UpdateMaskInvalid);
    }

    [Fact]
    public void A_closed_budget_is_not_edited() =>
        Update(Story.Closed, new Budget { DisplayName = "Quarter" }).ThenRefused(ErrorReason.BudgetState, "", ("state", "CLOSED"), ("needed", "DRAFT/PENDING_APPROVAL/REJECTED/ACTIVE"));

    [Fact]
    public void A_named_line_is_emptied_where_nothing_is_given_but_for_its_plan()
    {
        var draft = Story.ByHand();
        (draft.Lines[0].MaxAmountMicros, draft.Lines[0].Control) = (700, _byMonth);
        draft.Lines[0].Months.Add(Story.Month(3, 600));
        var outcome = Update([new BudgetCreated { Budget = draft }], new Budget { Lines = { new BudgetLine { LineId = "content", Justification = "videos" } } }, "lines");

        var line = outcome.Folded().Line("content");
        (line.MaxAmountMicros, line.Control, line.DisplayName, line.Justification).ShouldBe((0, null, "content", "videos"));
        line.Months.ShouldBe([Story.Month(3, 600)]);
        Update([new BudgetCreated { Budget = draft }], new Budget { Lines = { new BudgetLine { LineId = "content", Justification = "videos" } } }).Folded().Line("content").MaxAmountMicros.ShouldBe(700, "without a mask only what is given is meant");
    }

    [Fact]
    public void What_would_not_have_been_created_is_refused()
    {
        static BudgetLine Line(Action<BudgetLine> change)
        {
            var line = new BudgetLine { LineId = "content" };
            change(line);
            return line;
        }

        Update(Story.Drafted, new Budget { Lines = { Line(line => (line.MinAmountMicros, line.MaxAmountMicros) = (2, 1)) } })
            .ThenRefused(ErrorReason.LineRangeInvalid, "budget.lines[0].max_amount_micros", ("line", "content"), ("min", new Micros(2)), ("max", new Micros(1)));
        Update(Story.Drafted, new Budget { Lines = { Line(line => line.Months.Add(Story.Month(3, 599))) } }).Refusal!.Reason.ShouldBe(ErrorReason.MonthsInvalid);
        Update(Story.Drafted, new Budget { Lines = { Line(line => line.LineId = "tech") } }).ThenRefused(ErrorReason.LineUnknown, "budget.lines[0].line_id", ("line", "tech"), ("lines", "content, traffic"));
        Update(Story.Drafted, new Budget { Lines = { Line(_ => { }), Line(_ => { }) } }).ThenRefused(ErrorReason.LineRepeated, "budget.lines[1].line_id", ("line", "content"));

        var zeroBased = Story.ByHand();
        (zeroBased.ZeroBased, zeroBased.Lines[0].Justification) = (true, "videos");
        Update([new BudgetCreated { Budget = zeroBased }], new Budget { Lines = { Line(_ => { }) } }, "lines").ThenRefused(ErrorReason.LineUnjustified, "budget.lines[0].justification", ("line", "content"));
    }

    [Fact]
    public void A_plan_that_stops_what_is_held_already_is_refused_with_the_line_and_the_month()
    {
        IMessage[] held = [.. Story.Active, Story.Controlled(_byMonth), Story.Reserved("r1", 150)];
        Budget Planned(long march, LineControl? control = null) => new() { Lines = { new BudgetLine { LineId = "content", Control = control, Months = { Story.Month(3, march), Story.Month(12, 600 - march) } } } };

        var refusal = Update(held, Planned(149)).ThenRefused(ErrorReason.LineOverrun, "budget.lines[0]", ("line", "content"), ("over", new Micros(1)), ("span", new Sentence("up to 2026-03", "截至 2026-03 ")));
        refusal.Sentence().ShouldStartWith("Of the line content, 0.000001 more is held and spent up to 2026-03 than");
        Update(held, Planned(150)).Folded().Line("content").Months.ShouldBe([Story.Month(3, 150, 150), Story.Month(12, 450)]);
        Update(held, Planned(149, new() { MonthHold = Mode.Warn })).Folded().Root.Warnings.Single().AmountMicros.ShouldBe(1);
        Update(held, Planned(149, new() { MonthSpend = Mode.Stop })).Refusal.ShouldBeNull("nothing is spent");
    }

    [Fact]
    public void A_plan_that_is_overrun_less_than_before_is_taken()
    {
        IMessage[] over = [.. Story.Active, Story.Controlled(new() { MonthHold = Mode.Warn }), Story.Reserved("r1", 200), Story.Controlled(_byMonth)];
        var less = Scenario.Given(over).Budget.Line("content").Clone();
        (less.Months[2].PlannedAmountMicros, less.Months[11].PlannedAmountMicros) = (99, 1);
        Update(over, new Budget { Lines = { new BudgetLine { LineId = "content", Months = { less.Months } } } }).Refusal.ShouldBeNull();
    }

    [Fact]
    public void A_line_that_has_come_to_more_than_it_has_is_not_stopped_by_an_update()
    {
        IMessage[] over = [.. Story.Active, new LineControlSet { Line = "content", Control = new() { Hold = Mode.Warn } }, Story.Reserved("r1", 601)];
        var stop = new LineControl { Hold = Mode.Stop };

        Update(over, Controlling(stop)).ThenRefused(ErrorReason.LineOverrun, "budget.lines[0]", ("line", "content"), ("over", new Micros(1)), ("span", new Sentence("on the whole", "整体")));
        Update(over, Controlling(new() { Hold = Mode.Approve })).Refusal.ShouldBeNull();
        Scenario.Given(over).When((state, request, context) => BudgetDecider.SetControl(state, request, LineUses.None, context), new SetLineControlRequest { Line = "content", Control = stop }).Refusal.ShouldBeNull("it speaks of what is to come");
    }

    [Fact]
    public void The_control_of_an_active_line_needs_its_own_permission()
    {
        Update(Story.Active, Controlling(_byMonth), mayControl: false).ThenRefused(ErrorReason.PermissionMissing, "", ("permission", "budgets.control"));
        Update(Story.Drafted, Controlling(_byMonth), mayControl: false).Refusal.ShouldBeNull();
        Update(Story.Active, new Budget { DisplayName = "Quarter" }, mayControl: false).Refusal.ShouldBeNull();
    }

    private static IEnumerable<(string Field, BudgetLine Line)> EachField()
    {
        yield return ("display_name", new() { LineId = "content", DisplayName = "Videos" });
        yield return ("nature", new() { LineId = "content", Nature = BudgetLine.Types.Nature.Rigid });
        yield return ("min_amount_micros", new() { LineId = "content", MinAmountMicros = 1 });
        yield return ("max_amount_micros", new() { LineId = "content", MaxAmountMicros = 1_000 });
        yield return ("justification", new() { LineId = "content", Justification = "videos" });
        yield return ("previous_amount_micros", new() { LineId = "content", PreviousAmountMicros = 1 });
        yield return ("content_cap_amount_micros", new() { LineId = "content", ContentCapAmountMicros = 1 });
        yield return ("control", new() { LineId = "content", Control = new() { Hold = Mode.Warn } });
        yield return ("months", new() { LineId = "content", Months = { Story.Month(3, 600) } });
    }

    private static IMessage[] Of(string state) => state switch
    {
        "DRAFT" => Story.Drafted,
        "REJECTED" => Story.Rejected,
        "PENDING_APPROVAL" => Story.Submitted,
        _ => Story.Active,
    };

    private static Budget Controlling(LineControl control) => new() { Lines = { new BudgetLine { LineId = "content", Control = control } } };

    private static Outcome Update(IMessage[] given, Budget budget, string path = "", bool mayControl = true) => Update(Scenario.Given(given), budget, path, mayControl);

    private static Outcome Update(Outcome before, Budget budget) => Update(new Scenario(before.Budget, before.Time), budget, "", true);

    private static Outcome Update(Scenario given, Budget budget, string path, bool mayControl) => given.When(
        (state, request, context) => BudgetDecider.Update(state, request, mayControl, LineUses.None, context),
        new UpdateBudgetRequest { Budget = budget, UpdateMask = path.Length > 0 ? new FieldMask { Paths = { path } } : null });
}
