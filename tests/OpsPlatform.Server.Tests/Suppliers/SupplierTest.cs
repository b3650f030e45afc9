using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Server.Tests.Suppliers;

/// <summary>A test of suppliers, each of which it makes for itself.</summary>
public abstract class SupplierTest(RunningServer server) : ServerTest(server)
{
    protected const string Workspace = "workspaces/acme";

    protected SupplierService.SupplierServiceClient Suppliers => Server.Operator.Suppliers;

    protected async Task<Supplier> CreateAsync(
        SupplierCategory category = SupplierCategory.ContentProduction, SupplierMember member = SupplierMember.McnAgency, string workspace = Workspace, SupplierService.SupplierServiceClient? by = null) =>
        await (by ?? Suppliers).CreateSupplierAsync(new()
        {
            Parent = workspace,
            SupplierId = $"s{Guid.NewGuid():N}",
            Supplier = new() { DisplayName = "Starlight", Category = category, Member = member },
        });

    /// <summary>One that gets business.</summary>
    protected async Task<Supplier> ActiveAsync(SupplierCategory category = SupplierCategory.ContentProduction, SupplierMember member = SupplierMember.McnAgency)
    {
        var name = (await CreateAsync(category, member)).Name;
        await Suppliers.AddQualificationAsync(new() { Name = name, DocumentId = "licence", Title = "Business licence" });
        return await Suppliers.QualifySupplierAsync(new() { Name = name });
    }

    protected async Task<string> ScorecardAsync(int barBelowBps = 0, params (string Criterion, int WeightBps)[] weights) =>
        (await Suppliers.SetSupplierScorecardAsync(new()
        {
            Name = $"{Workspace}/supplier-scorecards/c{Guid.NewGuid():N}",
            DisplayName = "Standard",
            Criteria = { weights.Select(weight => new Criterion { CriterionId = weight.Criterion, WeightBps = weight.WeightBps }) },
            BarBelowBps = barBelowBps,
        })).Name;

    /// <summary>Scored by a single criterion.</summary>
    protected async Task<Supplier> ScoredAsync(int scoreBps, int barBelowBps = 0)
    {
        var name = (await ActiveAsync()).Name;
        var scorecard = await ScorecardAsync(barBelowBps, ("quality", 10_000));
        return await Suppliers.EvaluateSupplierAsync(new() { Name = name, Scorecard = scorecard, MonthDate = Day(2026, 3, 1), Scores = { new Score { CriterionId = "quality", ScoreBps = scoreBps } } });
    }

    protected static Google.Type.Date Day(int year, int month, int day) => new() { Year = year, Month = month, Day = day };
}
