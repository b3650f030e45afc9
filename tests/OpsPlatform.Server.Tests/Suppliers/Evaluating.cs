using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Server.Tests.Suppliers;

/// <summary>Scorecards, evaluations, and what they come to.</summary>
public sealed class Evaluating(RunningServer server) : SupplierTest(server)
{
    [Fact, Trait("row", "SUP-03")]
    public async Task Scores_are_weighted_by_a_scorecard_and_grade_the_supplier()
    {
        await Suppliers.SetSupplierScorecardAsync(new() { Name = $"{Workspace}/supplier-scorecards/short", DisplayName = "Any", Criteria = { new Criterion { CriterionId = "quality", WeightBps = 9900 } } })
            .Refused(ErrorReason.SupplierWeightsSum);
        var (name, scorecard) = ((await ActiveAsync()).Name, await ScorecardAsync(0, ("quality", 5000), ("delivery", 5000)));
        var evaluated = await EvaluateAsync(name, scorecard, 3, 8000, 6000);
        (evaluated.Evaluations.Single().ScoreBps, evaluated.Grade).ShouldBe((7000, 7));
        var events = (await Server.Operator.Events.ListEventsAsync(new() { Parent = Workspace, Filter = $"resource = \"{name}\" AND type = \"supplier_evaluated\"" })).Events;
        events.ShouldHaveSingleItem().Principal.ShouldBe(evaluated.Evaluations.Single().Evaluator);

        await Suppliers.EvaluateSupplierAsync(new() { Name = name, Scorecard = scorecard, MonthDate = Day(2026, 3, 1), Scores = { Score("quality", 1) } }).Refused(ErrorReason.SupplierScoresIncomplete);
        await Suppliers.EvaluateSupplierAsync(new() { Name = name, Scorecard = scorecard, MonthDate = Day(2026, 3, 1), Scores = { Score("speed", 1) } }).Refused(ErrorReason.SupplierCriterionUnknown);
        await Suppliers.EvaluateSupplierAsync(new() { Name = name, Scorecard = scorecard, MonthDate = Day(2026, 3, 1), Scores = { Score("quality", 1), Score("quality", 2) } }).Refused(ErrorReason.SupplierCriterionRepeated);
        await Suppliers.EvaluateSupplierAsync(new() { Name = name, Scorecard = scorecard, MonthDate = Day(2026, 12, 1), Scores = { Score("quality", 1), Score("delivery", 2) } }).Refused(ErrorReason.SupplierTimeAhead);
    }

    [Fact]
    public async Task A_standing_is_explained_by_its_evaluations_as_of_any_time()
    {
        var (name, scorecard) = ((await ActiveAsync()).Name, await ScorecardAsync(0, ("quality", 5000), ("delivery", 5000)));
        await Suppliers.GetStandingAsync(new() { Name = name }).Refused(ErrorReason.ResourceNotFound);
        await EvaluateAsync(name, scorecard, 1, 4000, 4000);
        var asOf = Server.Clock.GetUtcNow();
        Server.Clock.Advance(TimeSpan.FromSeconds(10));
        await EvaluateAsync(name, scorecard, 3, 8000, 8000);
        await EvaluateAsync(name, scorecard, 1, 6000, 6000);

        var now = await Suppliers.GetStandingAsync(new() { Name = name });
        now.Parts.Select(part => (part.ScoreBps, part.ShareBps, part.AgeMonths)).ShouldBe([(8000, 5525, 0), (6000, 4475, 2)], "0.9 to the square, against 1");
        (now.ScoreBps, now.SkippedMonthCount).ShouldBe((7105, 1));
        var then = await Suppliers.GetStandingAsync(new() { Name = name, ReadTime = asOf.ToTimestamp() });
        (then.ScoreBps, then.Parts.Count).ShouldBe((4000, 1), "neither the later one nor the correction had been");
    }

    [Fact]
    public async Task Other_weights_are_tried_on_what_was_scored()
    {
        var scorecard = await ScorecardAsync(0, ("quality", 5000), ("delivery", 5000));
        var (quick, careful) = ((await ActiveAsync()).Name, (await ActiveAsync()).Name);
        await EvaluateAsync(quick, scorecard, 3, 5000, 9000);
        await EvaluateAsync(careful, scorecard, 3, 8000, 5000);
        var request = new SimulateStandingRequest { Parent = Workspace, Criteria = { new Criterion { CriterionId = "quality", WeightBps = 9000 }, new Criterion { CriterionId = "delivery", WeightBps = 1000 } } };
        var rows = (await Suppliers.SimulateStandingAsync(request)).Standings.ToDictionary(row => row.Supplier);
        (rows[quick].ScoreBps, rows[careful].ScoreBps).ShouldBe((7000, 6500));
        (rows[quick].SimulatedScoreBps, rows[careful].SimulatedScoreBps).ShouldBe((5400, 7700));
        rows[careful].SimulatedRank.ShouldBeLessThan(rows[quick].SimulatedRank);
        rows[quick].Rank.ShouldBeLessThan(rows[careful].Rank);
        (await Suppliers.GetStandingAsync(new() { Name = quick })).ScoreBps.ShouldBe(7000, "nothing was written");
    }

    [Fact]
    public async Task A_scorecard_that_changes_leaves_what_was_evaluated()
    {
        var (name, scorecard) = ((await ActiveAsync()).Name, await ScorecardAsync(0, ("quality", 10_000)));
        var request = new SetSupplierScorecardRequest { Name = scorecard, DisplayName = "Standard", Criteria = { new Criterion { CriterionId = "quality", WeightBps = 10_000 } } };
        var same = await Suppliers.SetSupplierScorecardAsync(request);
        (same.Etag, same.KeepBps).ShouldBe(("1", 9000), "the same again changes nothing");
        await Suppliers.EvaluateSupplierAsync(new() { Name = name, Scorecard = scorecard, MonthDate = Day(2026, 3, 1), Scores = { Score("quality", 5000) } });
        await Suppliers.SetSupplierScorecardAsync(new(request) { BarBelowBps = 9000, KeepBps = 0 });
        (await Suppliers.GetSupplierScorecardAsync(new() { Name = scorecard })).KeepBps.ShouldBe(0);
        (await Suppliers.ListSupplierScorecardsAsync(new() { Parent = Workspace, Filter = "bar_below_bps = 9000" })).SupplierScorecards.Select(found => found.Name).ShouldContain(scorecard);
        (await Suppliers.GetStandingAsync(new() { Name = name })).Barred.ShouldBeFalse();
    }

    private async Task<Supplier> EvaluateAsync(string name, string scorecard, int month, int quality, int delivery) =>
        await Suppliers.EvaluateSupplierAsync(new() { Name = name, Scorecard = scorecard, MonthDate = Day(2026, month, 1), Scores = { Score("quality", quality), Score("delivery", delivery) } });

    private static Score Score(string criterion, int scoreBps) => new() { CriterionId = criterion, ScoreBps = scoreBps };
}
