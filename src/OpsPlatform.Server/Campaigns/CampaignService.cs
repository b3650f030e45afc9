using Grpc.Core;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Domain.Campaigns;
using OpsPlatform.Server.Commands;
using OpsPlatform.Server.Pipeline;
using OpsPlatform.Server.Queries;

namespace OpsPlatform.Server.Campaigns;

/// <summary>One line for each rpc: the runner that serves it, and the decision that it takes.</summary>
internal sealed class CampaignService(CommandRunner<Campaign> campaigns, AggregateType<Campaign> type, QueryRunner queries, HistoryQuery history)
    : OpsPlatform.Campaigns.V1.CampaignService.CampaignServiceBase
{
    public override async Task<Campaign> CreateCampaign(CreateCampaignRequest request, ServerCallContext context)
    {
        await BudgetMustExist(request.Campaign, context);
        return await campaigns.Run(context, request, CampaignDecider.Create, campaign => campaign.Root);
    }

    public override Task<Campaign> GetCampaign(GetCampaignRequest request, ServerCallContext context) =>
        request.ReadTime is { } time ? history.AsOf(context, request, type, time) : queries.Get<Campaign>(context, request);

    public override Task<ListCampaignsResponse> ListCampaigns(ListCampaignsRequest request, ServerCallContext context) =>
        queries.List<Campaign, ListCampaignsResponse>(context, request);

    public override async Task<Campaign> UpdateCampaign(UpdateCampaignRequest request, ServerCallContext context)
    {
        await BudgetMustExist(request.Campaign, context);
        return await campaigns.Run(context, request, CampaignDecider.Update, campaign => campaign.Root);
    }

    public override Task<Campaign> DeleteCampaign(DeleteCampaignRequest request, ServerCallContext context) =>
        campaigns.Run(context, request, CampaignDecider.Delete, campaign => campaign.Root);

    public override Task<Campaign> UndeleteCampaign(UndeleteCampaignRequest request, ServerCallContext context) =>
        campaigns.Run(context, request, CampaignDecider.Undelete, campaign => campaign.Root);

    public override Task<Campaign> StartCampaign(StartCampaignRequest request, ServerCallContext context) =>
        campaigns.Run(context, request, CampaignDecider.Start, campaign => campaign.Root);

    public override Task<Campaign> PauseCampaign(PauseCampaignRequest request, ServerCallContext context) =>
        campaigns.Run(context, request, CampaignDecider.Pause, campaign => campaign.Root);

    public override Task<Campaign> ResumeCampaign(ResumeCampaignRequest request, ServerCallContext context) =>
        campaigns.Run(context, request, CampaignDecider.Resume, campaign => campaign.Root);

    public override Task<Campaign> CompleteCampaign(CompleteCampaignRequest request, ServerCallContext context) =>
        campaigns.Run(context, request, CampaignDecider.Complete, campaign => campaign.Root);

    public override Task<Campaign> CancelCampaign(CancelCampaignRequest request, ServerCallContext context) =>
        campaigns.Run(context, request, CampaignDecider.Cancel, campaign => campaign.Root);

    public override async Task<Campaign> LinkAccounts(LinkAccountsRequest request, ServerCallContext context)
    {
        var accounts = await Task.WhenAll(request.Accounts.Select(name => Named<Account>(name, context)));
        return await campaigns.Run(context, request, (campaign, _, _) => CampaignDecider.LinkAccounts(campaign, accounts), campaign => campaign.Root);
    }

    public override Task<Campaign> UnlinkAccounts(UnlinkAccountsRequest request, ServerCallContext context) =>
        campaigns.Run(context, request, CampaignDecider.UnlinkAccounts, campaign => campaign.Root);

    private async Task BudgetMustExist(Campaign campaign, ServerCallContext context)
    {
        if (campaign.Budget.Length > 0)
            await Named<Budget>(campaign.Budget, context);
    }

    private Task<T> Named<T>(string name, ServerCallContext context)
        where T : class, Google.Protobuf.IMessage<T>, new() =>
        queries.Find<T>(RpcCall.Of(context).Workspace, ResourceName.Parse(name)!.Value.Id, context.CancellationToken);
}
