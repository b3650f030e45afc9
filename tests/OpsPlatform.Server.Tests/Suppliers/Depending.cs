using OpsPlatform.Suppliers.V1;
using Code = OpsPlatform.Suppliers.V1.DependencyFinding.Types.Code;

namespace OpsPlatform.Server.Tests.Suppliers;

/// <summary>On whom the workspace depends. The only class that counts suppliers, on a server of its own.</summary>
public sealed class Depending(RunningServer server) : OrderTest(server)
{
    [Fact, Trait("row", "SUP-05")]
    public async Task One_supplier_alone_is_a_dependency_until_another_one_is_active_or_stands_by()
    {
        var lone = (await ActiveAsync(SupplierCategory.Consulting, SupplierMember.MarketResearch)).Name;
        (await SinglesAsync()).ShouldBe([lone]);
        var second = (await CreateAsync(SupplierCategory.Consulting, SupplierMember.IndustryAdviser)).Name;
        (await SinglesAsync()).ShouldBe([lone], "a candidate is none");
        await Suppliers.AddQualificationAsync(new() { Name = second, DocumentId = "licence", Title = "Licence" });
        await Suppliers.QualifySupplierAsync(new() { Name = second, Standby = true });
        (await SinglesAsync()).ShouldBeEmpty("one stands by");
        await Suppliers.BlockSupplierAsync(new() { Name = second, Reason = "Late" });
        (await SinglesAsync()).ShouldBe([lone]);
        await ActiveAsync(SupplierCategory.Consulting, SupplierMember.TrainingProvider);
        (await SinglesAsync()).ShouldBeEmpty();

        async Task<IEnumerable<string>> SinglesAsync() => (await ReportAsync()).Findings.Where(finding => finding.Code == Code.SingleDependency && finding.Category == SupplierCategory.Consulting).Select(finding => finding.Supplier);
    }

    [Fact]
    public async Task Much_in_one_hand_and_orders_with_the_blocked_are_told_of()
    {
        var (large, small) = (await SignedAsync(Yen(await ActiveAsync())), await SignedAsync(Yen(await ActiveAsync())));
        await OrderAsync(Ordered(large.Name, unitPriceMicros: 60 * Yuan));
        await OrderAsync(Ordered(small.Name, unitPriceMicros: 40 * Yuan));
        await Suppliers.BlockSupplierAsync(new() { Name = small.Supplier, Reason = "Late" });
        var report = await ReportAsync();
        report.Shares.Where(share => share.CurrencyCode == "JPY").Select(share => (share.Supplier, share.CommittedMicros, share.ShareBps)).ShouldBe([(large.Supplier, 60 * Yuan, 6000), (small.Supplier, 40 * Yuan, 4000)]);
        report.Findings.Where(finding => finding.Code == Code.Concentration).ShouldContain(finding => finding.Supplier == large.Supplier && finding.ShareBps == 6000);
        report.Findings.Where(finding => finding.Code == Code.OrdersStranded).Select(finding => (finding.Supplier, finding.OrderCount)).ShouldBe([(small.Supplier, 1)]);
        (await Suppliers.GetDependencyReportAsync(new() { Parent = Workspace, ConcentrationBps = 6001 })).Findings.ShouldNotContain(finding => finding.Supplier == large.Supplier && finding.Code == Code.Concentration);

        static Agreement Yen(Supplier supplier) => new(Drafted(supplier.Name)) { CurrencyCode = "JPY" };
    }

    [Fact, Trait("row", "SUP-11")]
    public async Task A_budget_whose_cap_for_opinion_leaders_is_reached_is_told_of()
    {
        var budget = (await Operator.CreateBudgetAsync(new()
        {
            Parent = Workspace,
            Budget = new() { DisplayName = "Year", CurrencyCode = "CNY", TotalAmountMicros = 1000 * Yuan, Lines = { new OpsPlatform.Budgets.V1.BudgetLine { LineId = "content", AllocatedAmountMicros = 1000 * Yuan } } },
        })).Name;
        var agreement = (await SignedAsync(Drafted((await ActiveAsync(SupplierCategory.BusinessCooperation, SupplierMember.KolResourceVendor)).Name))).Name;
        await OrderAsync(new(Ordered(agreement, unitPriceMicros: 149 * Yuan)) { Budget = budget });
        (await ReachedAsync()).ShouldBeEmpty();
        await OrderAsync(new(Ordered(agreement, unitPriceMicros: Yuan)) { Budget = budget });
        (await ReachedAsync()).ShouldBe([(budget, 1500)]);

        async Task<IEnumerable<(string, int)>> ReachedAsync() => (await ReportAsync()).Findings.Where(finding => finding.Code == Code.KolCapReached).Select(finding => (finding.Budget, finding.ShareBps));
    }

    private async Task<DependencyReport> ReportAsync() => await Suppliers.GetDependencyReportAsync(new() { Parent = Workspace });
}
