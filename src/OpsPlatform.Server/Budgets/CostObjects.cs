using Grpc.Core;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Contents.V1;
using OpsPlatform.Domain.Budgets;
using OpsPlatform.Domain.Campaigns;
using OpsPlatform.Domain.Suppliers;
using OpsPlatform.Server.Commands;
using OpsPlatform.Server.Queries;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Server.Budgets;

/// <summary>Looks at what money is for.</summary>
internal sealed class CostObjects(QueryRunner queries, CommandRunner<Campaign> campaigns, CommandRunner<Supplier> suppliers)
{
    /// <summary>For money that is promised. Campaign and supplier take part in the command, so that neither is closed to it while it is decided.</summary>
    public async Task<IEnumerable<CommandPart>> MustBeOpenAsync(ServerCallContext context, CostObject? given, string field = "cost_object")
    {
        if (given is null)
            return [];
        await FillAsync(context, given, field);
        return
        [
            .. given.Campaign.Length == 0 ? [] : new[] { campaigns.Part(context, given.Campaign, (campaign, _) => CampaignDecider.MustTakeMoney(campaign)) },
            .. given.Supplier.Length == 0 ? [] : new[] { suppliers.Part(context, given.Supplier, (supplier, decision) => SupplierGate.MustTakeBusiness(supplier.Root, decision.Time, $"{field}.supplier")) },
        ];
    }

    /// <summary>For money that is spent.</summary>
    public async Task MustBeThereAsync(ServerCallContext context, CostObject? given, string field = "cost_object")
    {
        if (given is null)
            return;
        await FillAsync(context, given, field);
        if (given.Campaign.Length > 0)
            await queries.Named<Campaign>(context, given.Campaign);
        if (given.Supplier.Length > 0)
            await queries.Named<Supplier>(context, given.Supplier);
    }

    /// <summary>An order tells its supplier.</summary>
    private async Task FillAsync(ServerCallContext context, CostObject given, string field)
    {
        if (given.Content.Length > 0)
            await queries.Named<Content>(context, given.Content);
        if (given.Order.Length == 0)
            return;
        var order = await queries.Named<Order>(context, given.Order);
        given.Supplier = CostObjectRules.Supplier(given, order, field);
    }
}
