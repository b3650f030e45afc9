using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using State = OpsPlatform.Budgets.V1.Budget.Types.State;

namespace OpsPlatform.Server.Tests.Budgets;

public sealed class Creating(RunningServer server) : ServerTest(server)
{
    [Theory]
    [Trait("row", "BUD-01")]
    [InlineData(1_000_000_000_000, 500_000_000_000, 300_000_000_000, 200_000_000_000)]
    [InlineData(7, 4, 2, 1)]
    public async Task The_5_3_2_preset_splits_the_total_to_the_micro(long total, long content, long traffic, long tech) =>
        await PresetMustGive(AllocationPreset.FiveThreeTwo, total, ("content", content), ("traffic", traffic), ("tech", tech));

    [Fact]
    [Trait("row", "BUD-02")]
    public async Task The_4_3_2_1_preset_of_a_campaign_keeps_a_reserve_and_owns_kol_fees()
    {
        var budget = await PresetMustGive(AllocationPreset.FortyThirtyTwentyTen, 100, ("content", 40), ("promotion", 30), ("activity", 20), ("reserve", 10));
        budget.Lines[0].CostItems.ShouldBe(["kol"]);
        (await Operator.ReserveFundsAsync(new() { Parent = await Activate(budget), Line = "promotion", AmountMicros = 1, CostItem = "kol" })
            .Refused(ErrorReason.CostItemMisplaced)).Info.Metadata["owner"].ShouldBe("content");
    }

    [Fact]
    [Trait("row", "BUD-03")]
    public async Task The_preset_of_an_operation_begins_with_people_and_platform_fees()
    {
        var budget = await PresetMustGive(AllocationPreset.FourThreeTwoOne, 1000, ("base-operation", 400), ("content", 300), ("tech", 200), ("innovation", 100));
        budget.Lines[0].CostItems.ShouldBe(["salary", "platform-fee"]);
    }

    [Fact]
    [Trait("row", "BUD-05")]
    public async Task The_80_20_preset_tags_its_lines_and_deviates_from_no_rule()
    {
        var asked = BudgetSteps.OfPreset(AllocationPreset.CoreAndInnovation, 100);
        asked.FocusRule = Budget.Types.FocusRule.EightyTwenty;
        var budget = await Server.DraftAsync(asked);
        budget.Lines.Select(line => (line.LineId, line.AllocatedAmountMicros, line.FocusTag))
            .ShouldBe([("core", 80, BudgetLine.Types.FocusTag.Core), ("innovation", 20, BudgetLine.Types.FocusTag.Innovation)]);
        budget.Warnings.ShouldBeEmpty();
    }

    [Fact]
    [Trait("row", "BUD-05")]
    public async Task Lines_by_hand_that_deviate_from_80_20_are_taken_with_a_warning()
    {
        var asked = BudgetSteps.OfLines(("core", 79), ("innovation", 21));
        asked.FocusRule = Budget.Types.FocusRule.EightyTwenty;
        (await Operator.CreateBudgetAsync(new() { Parent = BudgetSteps.Workspace, Budget = asked }).Refused(ErrorReason.FocusTagMissing)).Info.Metadata["line"].ShouldBe("core");

        asked.Lines[0].FocusTag = BudgetLine.Types.FocusTag.Core;
        asked.Lines[1].FocusTag = BudgetLine.Types.FocusTag.Innovation;
        var warning = (await Server.DraftAsync(asked)).Warnings.ShouldHaveSingleItem();
        (warning.Code, warning.DeviationBps).ShouldBe((BudgetWarning.Types.Code.SplitDeviation, 100));
    }

    [Fact]
    public async Task A_new_budget_is_a_draft_that_holds_no_money()
    {
        var budget = await Server.DraftAsync(BudgetSteps.OfLines(("content", 60), ("traffic", 40)));

        budget.Name.ShouldStartWith("workspaces/acme/budgets/b-");
        (budget.State, budget.Etag, budget.OpenReservationCount).ShouldBe((State.Draft, "1", 0));
        (budget.CreateTime.ToDateTimeOffset(), budget.UpdateTime.ToDateTimeOffset()).ShouldBe((Server.Clock.GetUtcNow(), Server.Clock.GetUtcNow()));
        budget.Lines.Sum(line => line.LeftAmountMicros).ShouldBe(0);
        (await Server.GetAsync(budget.Name)).ShouldBe(budget, "what was written is read");
        (await Server.LedgerAsync(budget.Name)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_an_id_the_server_makes_one()
    {
        var budget = await Operator.CreateBudgetAsync(new() { Parent = BudgetSteps.Workspace, Budget = BudgetSteps.OfLines(("content", 1)) });
        Guid.Parse(budget.Name.Split('/')[^1]).Version.ShouldBe(7);
        (await Server.GetAsync(budget.Name)).ShouldBe(budget);
    }

    [Fact]
    public async Task An_id_is_given_once()
    {
        var budget = await Server.DraftAsync(BudgetSteps.OfLines(("content", 1)));
        var request = new CreateBudgetRequest { Parent = BudgetSteps.Workspace, BudgetId = budget.Name.Split('/')[^1], Budget = BudgetSteps.OfLines(("content", 2)) };
        (await Operator.CreateBudgetAsync(request).Refused(ErrorReason.ResourceAlreadyExists)).Info.Metadata["name"].ShouldBe(budget.Name);

        request.Parent = "workspaces/globex";
        (await Server.Stranger.Budgets.CreateBudgetAsync(request)).Etag.ShouldBe("1", "another workspace has ids of its own");
    }

    [Fact]
    public async Task What_only_the_server_sets_is_ignored_in_what_a_caller_gives()
    {
        var asked = BudgetSteps.OfLines(("content", 10));
        asked.Name = "workspaces/globex/budgets/stolen";
        asked.State = State.Active;
        asked.Submitter = "someone";
        asked.Etag = "99";
        asked.Lines[0].LeftAmountMicros = 1000;

        var budget = await Server.DraftAsync(asked);

        budget.Name.ShouldStartWith("workspaces/acme/budgets/b-");
        (budget.State, budget.Submitter, budget.Etag, budget.Lines[0].LeftAmountMicros).ShouldBe((State.Draft, "", "1", 0));
    }

    [Fact]
    public async Task Lines_that_do_not_sum_to_the_total_are_refused()
    {
        var asked = BudgetSteps.OfLines(("content", 60), ("traffic", 40));
        asked.TotalAmountMicros++;
        var error = await Operator.CreateBudgetAsync(new() { Parent = BudgetSteps.Workspace, Budget = asked }).Refused(ErrorReason.LinesDoNotSum);
        (error.Info.Metadata["sum"], error.Info.Metadata["total"]).ShouldBe(("100", "101"));
    }

    [Fact]
    public async Task Every_field_that_breaks_its_rule_is_named_at_once()
    {
        var asked = new Budget { CurrencyCode = "yuan", TotalAmountMicros = 0, Lines = { new BudgetLine { LineId = "No Id", AllocatedAmountMicros = -1 } } };
        var error = await Operator.CreateBudgetAsync(new() { Parent = BudgetSteps.Workspace, BudgetId = "X", Budget = asked }).Refused(ErrorReason.InvalidField);
        error.Fields.Order().ShouldBe(["budget.currency_code", "budget.display_name", "budget.lines[0].allocated_amount_micros", "budget.lines[0].line_id", "budget.total_amount_micros", "budget_id"]);
        error.Info.Metadata["count"].ShouldBe("6");
    }

    private async Task<Budget> PresetMustGive(AllocationPreset preset, long total, params (string, long)[] lines)
    {
        var budget = await Server.DraftAsync(BudgetSteps.OfPreset(preset, total));
        budget.Lines.Select(line => (line.LineId, line.AllocatedAmountMicros)).ShouldBe(lines);
        budget.Lines.Sum(line => line.AllocatedAmountMicros).ShouldBe(total);
        return budget;
    }

    private async Task<string> Activate(Budget draft)
    {
        await Operator.SubmitBudgetAsync(new() { Name = draft.Name });
        return (await Approver.ApproveBudgetAsync(new() { Name = draft.Name })).Name;
    }
}
