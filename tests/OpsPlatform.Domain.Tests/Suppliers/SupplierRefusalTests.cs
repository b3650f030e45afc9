using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain.Suppliers;
using OpsPlatform.Suppliers.V1;
using static OpsPlatform.Domain.Tests.Suppliers.Given;

namespace OpsPlatform.Domain.Tests.Suppliers;

/// <summary>Every refusal that a decision about a supplier or a scorecard knows, provoked once, against the sentences that callers read.</summary>
public sealed class SupplierRefusalTests
{
    private const string Name = "workspaces/acme/suppliers/starlight";

    private static readonly Dictionary<ErrorReason, Func<IEnumerable<IMessage>>> Provocations = new()
    {
        [ErrorReason.SupplierMemberMisplaced] = () => SupplierDecider.Create(new(Name), new() { Supplier = new() { Category = SupplierCategory.TechSupport, Member = SupplierMember.McnAgency } }, Context),
        [ErrorReason.SupplierState] = () => SupplierDecider.Delete(Active(Name), new(), Context),
        [ErrorReason.SupplierDeleted] = () => SupplierDecider.Block(Supplier(Name, supplier => SupplierDecider.Delete(supplier, new(), Context)), new(), Context),
        [ErrorReason.SupplierBlocked] = () => SupplierDecider.Qualify(Active(Name, Block), new() { Standby = true }, Context),
        [ErrorReason.SupplierEliminated] = () => SupplierDecider.Block(Supplier(Name, supplier => SupplierDecider.ReviewContribution(supplier, new() { Floor = 1 }, Context)), new(), Context),
        [ErrorReason.SupplierUnqualified] = () => SupplierDecider.Qualify(Supplier(Name), new(), Context),
        [ErrorReason.SupplierBarred] = () => Gate(Active(Name, supplier => SupplierDecider.Evaluate(supplier, Scores(("quality", 1000)), Scorecard(9000), Context)).Root),
        [ErrorReason.SupplierDocumentMissing] = () => SupplierDecider.RemoveQualification(Supplier(Name), new() { DocumentId = "licence" }, Context),
        [ErrorReason.SupplierDocumentsFull] = () => SupplierDecider.AddQualification(
            Supplier(Name, [.. Enumerable.Range(0, 50).Select(at => (Func<Aggregate<Supplier>, IEnumerable<IMessage>>)(supplier => SupplierDecider.AddQualification(supplier, new() { DocumentId = $"d{at}" }, Context)))]), new() { DocumentId = "d50" }, Context),
        [ErrorReason.SupplierDocumentExpired] = () => SupplierDecider.AddQualification(Supplier(Name), new() { DocumentId = "licence", ExpireTime = Context.Time.ToTimestamp() }, Context),
        [ErrorReason.SupplierBackupItself] = () => SupplierDecider.SetBackups(Supplier(Name), [Supplier(Name).Root]),
        [ErrorReason.SupplierBackupCategory] = () => SupplierDecider.SetBackups(Supplier(Name), [new Supplier { Name = "other", Category = SupplierCategory.Consulting }]),
        [ErrorReason.SupplierTimeAhead] = () => SupplierDecider.LogContact(Supplier(Name), new() { ContactTime = Context.Time.AddSeconds(1).ToTimestamp() }, Context),
        [ErrorReason.SupplierOwnResourceZero] = () => [SupplierReports.Leverage([], "CNY")],
        [ErrorReason.SupplierWeightsSum] = () => ScorecardDecider.Set(new("standard"), new() { Criteria = { new Criterion { CriterionId = "quality", WeightBps = 9999 } } }, Context),
        [ErrorReason.SupplierCriterionRepeated] = () => ScorecardDecider.Set(new("standard"), new() { Criteria = { new Criterion { CriterionId = "quality", WeightBps = 1 }, new Criterion { CriterionId = "quality", WeightBps = 9999 } } }, Context),
        [ErrorReason.SupplierScoresIncomplete] = () => SupplierDecider.Evaluate(Supplier(Name), Scores(), Scorecard(), Context),
        [ErrorReason.SupplierCriterionUnknown] = () => SupplierDecider.Evaluate(Supplier(Name), Scores(("quality", 1), ("speed", 1)), Scorecard(), Context),
    };

    public static TheoryData<ErrorReason> Reasons => [.. System.Enum.GetValues<ErrorReason>().Where(reason => (int)reason is >= 400 and < 420)];

    [Theory, MemberData(nameof(Reasons))]
    public void Its_facts_fill_its_sentences_in_both_languages(ErrorReason reason)
    {
        var refusal = Should.Throw<Refusal>(() => Provocations[reason]().ToList());
        refusal.Reason.ShouldBe(reason);
        var facts = refusal.Facts.Select(fact => fact.Name).ToHashSet();
        Refusals.Braces(Refusals.Template(reason).En).ShouldBe(facts, ignoreOrder: true);
        Refusals.Braces(Refusals.Template(reason).Zh).ShouldBe(facts, ignoreOrder: true);
    }

    private static IEnumerable<IMessage> Block(Aggregate<Supplier> supplier) => SupplierDecider.Block(supplier, new() { Reason = "Late" }, Context);

    private static IEnumerable<IMessage> Gate(Supplier supplier)
    {
        SupplierGate.MustBeOpen(supplier, Context.Time);
        return [];
    }

    private static SupplierScorecard Scorecard(int bar = 0) => new() { Name = "standard", KeepBps = 9000, BarBelowBps = bar, Criteria = { new Criterion { CriterionId = "quality", WeightBps = 10_000 } } };

    private static EvaluateSupplierRequest Scores(params (string Criterion, int ScoreBps)[] scores) =>
        new() { MonthDate = new() { Year = 2026, Month = 3, Day = 1 }, Scores = { scores.Select(score => new Score { CriterionId = score.Criterion, ScoreBps = score.ScoreBps }) } };
}
