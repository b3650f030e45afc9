using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using static OpsPlatform.Server.Tests.Budgets.BudgetSteps;
using Code = OpsPlatform.Budgets.V1.BudgetWarning.Types.Code;
using Kind = OpsPlatform.Budgets.V1.LedgerEntry.Types.Kind;

namespace OpsPlatform.Server.Tests.Budgets;

/// <summary>Rigid and elastic lines, zero-based lines and targets, and the emergency reserve.</summary>
public sealed class Planning(RunningServer server) : ServerTest(server)
{
    private const long Yuan = 1_000_000;

    [Theory]
    [Trait("row", "BUD-04")]
    [InlineData(3_500_000, 1_857)]
    [InlineData(4_500_000, 1_667)]
    public async Task The_minima_and_maxima_of_a_year_spend_more_than_half_on_people(long total, int deviationBps)
    {
        var budget = await Server.DraftAsync(OfPreset(AllocationPreset.RigidAndElastic, total * Yuan));
        budget.Lines.Sum(line => line.AllocatedAmountMicros).ShouldBe(total * Yuan);
        var warning = budget.Warnings.ShouldHaveSingleItem();
        (warning.Code, warning.DeviationBps).ShouldBe((Code.PersonnelShare, deviationBps));
        (await Server.GetAsync(budget.Name)).ShouldBe(budget);
    }

    [Fact]
    [Trait("row", "BUD-04")]
    public async Task An_elastic_line_outside_its_range_is_taken_with_a_warning()
    {
        var asked = OfLines(("production", 410_000 * Yuan), ("content-team", 800_000 * Yuan));
        (asked.Lines[0].Nature, asked.Lines[0].MinAmountMicros, asked.Lines[0].MaxAmountMicros) = (BudgetLine.Types.Nature.Elastic, 300_000 * Yuan, 400_000 * Yuan);
        (await Server.ActiveAsync(asked)).Warnings.ShouldBe([new BudgetWarning { Code = Code.OutOfRange, Line = "production", DeviationBps = 250 }]);
    }

    [Fact]
    [Trait("row", "BUD-09")]
    public async Task A_zero_based_line_is_justified_and_a_target_computes_its_amount()
    {
        var asked = OfLines(("live", 0), ("content", 300_000 * Yuan));
        (asked.ZeroBased, asked.TotalAmountMicros) = (true, 800_000 * Yuan);
        asked.Lines[0].Target = new LineTarget { Figure = "yearly revenue", BaseAmountMicros = 5_000_000 * Yuan, ShareBps = 1_000 };
        (asked.Lines[0].Justification, asked.Lines[1].PreviousAmountMicros) = ("live sells", 280_000 * Yuan);

        var error = await Operator.CreateBudgetAsync(new() { Parent = Workspace, Budget = asked }).Refused(ErrorReason.LineUnjustified);
        (error.Code, error.Info.Metadata["line"]).ShouldBe((Grpc.Core.StatusCode.FailedPrecondition, "content"));

        asked.Lines[1].Justification = "four videos a week";
        (await Server.DraftAsync(asked)).Lines.Select(line => line.AllocatedAmountMicros).ShouldBe([500_000 * Yuan, 300_000 * Yuan]);
    }

    [Fact]
    [Trait("row", "TEAM-08")]
    public async Task Training_with_a_target_of_fifteen_percent_gets_its_share_and_less_is_told_as_missed()
    {
        var asked = OfLines(("training", 0), ("operation", 850_000 * Yuan));
        asked.TotalAmountMicros = 1_000_000 * Yuan;
        asked.Lines[0].Target = new LineTarget { Figure = "operating budget", BaseAmountMicros = 1_000_000 * Yuan, ShareBps = 1_500 };
        var budget = await Server.ActiveAsync(asked);
        (budget.Lines[0].AllocatedAmountMicros, budget.Warnings.Count).ShouldBe((150_000 * Yuan, 0));

        var less = await Operator.TransferFundsAsync(new() { Name = budget.Name, Legs = { new TransferLeg { Line = "training", AmountMicros = 50_000 * Yuan, CounterLine = "operation" } } });
        less.Budgets[0].Lines[0].AllocatedAmountMicros.ShouldBe(100_000 * Yuan);
        less.Budgets[0].Warnings.ShouldBe([new BudgetWarning { Code = Code.TargetMissed, Line = "training", DeviationBps = 3_334 }], "a third of the 15 % is missing");

        (asked.Lines[0].AllocatedAmountMicros, asked.Lines[1].AllocatedAmountMicros) = (100_000 * Yuan, 900_000 * Yuan);
        var missed = await Operator.CreateBudgetAsync(new() { Parent = Workspace, Budget = asked }).Refused(ErrorReason.LineTargetMissed);
        (missed.Info.Metadata["given"], missed.Info.Metadata["target"]).ShouldBe(($"{100_000 * Yuan}", $"{150_000 * Yuan}"));
    }

    [Fact]
    [Trait("row", "BUD-06")]
    public async Task A_tenth_is_kept_for_shocks_and_drawn_for_an_incident_only()
    {
        var asked = OfLines(("content", 900_001 * Yuan));
        (asked.TotalAmountMicros, asked.EmergencyReserveShareBps) = (1_000_000 * Yuan, 1_000);
        var error = await Operator.CreateBudgetAsync(new() { Parent = Workspace, Budget = asked }).Refused(ErrorReason.ReserveTouched);
        (error.Code, error.Info.Metadata["most"]).ShouldBe((Grpc.Core.StatusCode.ResourceExhausted, "900000000000"));

        asked.Lines[0].AllocatedAmountMicros = 900_000 * Yuan;
        var budget = await Server.ActiveAsync(asked);
        await Operator.ReserveFundsAsync(new() { Parent = budget.Name, Line = "reserve", AmountMicros = 1 }).Refused(ErrorReason.LineIsReserve);
        await Operator.RecordExpenseAsync(new() { Parent = budget.Name, Line = "reserve", AmountMicros = 1 }).Refused(ErrorReason.LineIsReserve);

        DrawReserveRequest Draw(long yuan, string incident) => new() { Name = budget.Name, Line = "content", AmountMicros = yuan * Yuan, Incident = incident };
        (await Operator.DrawReserveAsync(Draw(1, "")).Refused(ErrorReason.IncidentMissing)).Code.ShouldBe(Grpc.Core.StatusCode.FailedPrecondition);
        (await Operator.DrawReserveAsync(Draw(100_001, "INC-7")).Refused(ErrorReason.BudgetExceeded)).Code.ShouldBe(Grpc.Core.StatusCode.ResourceExhausted);
        var drawn = await Operator.DrawReserveAsync(Draw(100_000, "INC-7"));

        (drawn.Balance(0), drawn.Balance(1)).ShouldBe(((0, 0, 1_000_000 * Yuan), (0, 0, 0)));
        (drawn.TotalAmountMicros, drawn.ReserveDrawnAmountMicros).ShouldBe((1_000_000 * Yuan, 100_000 * Yuan));
        await Operator.DrawReserveAsync(Draw(1, "INC-8")).Refused(ErrorReason.BudgetExceeded);
        (await Server.LedgerMustGiveTheLinesAsync(budget.Name)).TakeLast(2).Select(entry => (entry.Kind, entry.Line, entry.Incident))
            .ShouldBe([(Kind.Drawn, "reserve", "INC-7"), (Kind.Increased, "content", "INC-7")]);
        (await Operator.ListEntriesAsync(new() { Parent = budget.Name, Filter = "incident = \"INC-7\" AND kind = DRAWN" })).Entries.ShouldHaveSingleItem();
    }

    [Fact]
    [Trait("row", "BUD-06")]
    public async Task What_a_draw_would_do_is_told_line_by_line_and_what_would_stop_it()
    {
        var budget = await Server.ActiveAsync(OfPreset(AllocationPreset.FortyThirtyTwentyTen, 1_000));
        DrawReserveRequest Draw(long micros) => new() { Name = budget.Name, Line = "content", AmountMicros = micros, Incident = "INC-7", ValidateOnly = true };

        var impact = (await Operator.DrawReserveAsync(Draw(100))).Impact;
        impact.Lines.Select(line => (line.Line, line.Before.LeftAmountMicros, line.After.LeftAmountMicros)).ShouldBe([("content", 400, 500), ("reserve", 100, 0)]);
        (impact.Rules.Count, impact.ApprovalPermission).ShouldBe((0, ""));
        var stopped = (await Operator.DrawReserveAsync(Draw(101)).Refused(ErrorReason.BudgetExceeded)).Detail<BudgetImpact>().ShouldNotBeNull();
        stopped.Rules.ShouldBe(["BUDGET_EXCEEDED"]);
        stopped.Lines.Select(line => (line.Line, line.After.LeftAmountMicros)).ShouldBe([("content", 501), ("reserve", -1)]);
        (await Server.GetAsync(budget.Name)).ShouldBe(budget);
    }

    [Fact]
    [Trait("row", "BUD-05")]
    public async Task Eighty_to_twenty_is_taken_as_it_is_and_a_point_beside_it_with_a_warning()
    {
        Budget Of(long core)
        {
            var budget = OfLines(("core", core * Yuan), ("innovation", (1_000_000 - core) * Yuan));
            budget.FocusRule = Budget.Types.FocusRule.EightyTwenty;
            (budget.Lines[0].FocusTag, budget.Lines[1].FocusTag) = (BudgetLine.Types.FocusTag.Core, BudgetLine.Types.FocusTag.Innovation);
            return budget;
        }

        (await Server.DraftAsync(Of(800_000))).Warnings.ShouldBeEmpty();
        (await Server.DraftAsync(Of(790_000))).Warnings.ShouldBe([new BudgetWarning { Code = Code.SplitDeviation, DeviationBps = 100 }]);
        var untagged = Of(800_000);
        untagged.Lines[1].FocusTag = BudgetLine.Types.FocusTag.Unspecified;
        (await Operator.CreateBudgetAsync(new() { Parent = Workspace, Budget = untagged }).Refused(ErrorReason.FocusTagMissing)).Code.ShouldBe(Grpc.Core.StatusCode.InvalidArgument);
    }
}
