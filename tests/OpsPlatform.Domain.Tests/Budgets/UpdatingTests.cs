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
        { "ACTIVE", "display_name" },
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

    private static Outcome Update(IMessage[] given, Budget budget, string path = "") => Update(Scenario.Given(given), budget, path);

    private static Outcome Update(Outcome before, Budget budget) => Update(new Scenario(before.Budget, before.Time), budget, "");

    private static Outcome Update(Scenario given, Budget budget, string path) => given.When(
        BudgetDecider.Update,
        new UpdateBudgetRequest { Budget = budget, UpdateMask = path.Length > 0 ? new FieldMask { Paths = { path } } : null });
}
