using Grpc.Core;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Domain;
using OpsPlatform.Domain.Accounts;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Commands;
using OpsPlatform.Server.Pipeline;
using OpsPlatform.Server.Queries;

namespace OpsPlatform.Server.Accounts;

/// <summary>One line for each rpc: the runner that serves it, and the decision that it takes.</summary>
internal sealed class AccountService(
    CommandRunner<Account> accounts,
    CommandRunner<Platform> platforms,
    AggregateType<Account> type,
    QueryRunner queries,
    HistoryQuery history,
    BuiltInQuery<Platform> builtInPlatforms,
    PlatformQuery platformQuery,
    TimeProvider time) : OpsPlatform.Accounts.V1.AccountService.AccountServiceBase
{
    public override async Task<Account> CreateAccount(CreateAccountRequest request, ServerCallContext context)
    {
        await platformQuery.FindAsync(RpcCall.Of(context).Workspace, request.Account.Platform, "account.platform", context.CancellationToken);
        return await accounts.Run(context, request, AccountDecider.Create, account => account.Root);
    }

    public override Task<Account> GetAccount(GetAccountRequest request, ServerCallContext context) =>
        request.ReadTime is { } time ? history.AsOf(context, request, type, time) : queries.Get<Account>(context, request);

    public override async Task<BatchGetAccountsResponse> BatchGetAccounts(BatchGetAccountsRequest request, ServerCallContext context)
    {
        // Each name has been checked against what the caller was granted.
        var call = RpcCall.Of(context);
        var workspace = call.Limits?.Workspace ?? call.Workspace;
        var found = await Task.WhenAll(request.Names.Select(name => queries.Find<Account>(workspace, ResourceName.Parse(name)!.Value.Id, context.CancellationToken)));
        return new BatchGetAccountsResponse { Accounts = { found } };
    }

    public override Task<ListAccountsResponse> ListAccounts(ListAccountsRequest request, ServerCallContext context) =>
        queries.List<Account, ListAccountsResponse>(context, request);

    public override Task<Account> UpdateAccount(UpdateAccountRequest request, ServerCallContext context) =>
        accounts.Run(context, request, AccountDecider.Update, account => account.Root);

    public override Task<Account> DeleteAccount(DeleteAccountRequest request, ServerCallContext context) =>
        accounts.Run(context, request, AccountDecider.Delete, account => account.Root);

    public override Task<Account> UndeleteAccount(UndeleteAccountRequest request, ServerCallContext context) =>
        accounts.Run(context, request, AccountDecider.Undelete, account => account.Root);

    public override Task<Account> AdvanceSetup(AdvanceSetupRequest request, ServerCallContext context) =>
        accounts.Run(context, request, AccountDecider.AdvanceSetup, account => account.Root);

    public override Task<Account> ActivateAccount(ActivateAccountRequest request, ServerCallContext context) =>
        accounts.Run(context, request, AccountDecider.Activate, account => account.Root);

    public override Task<Account> SuspendAccount(SuspendAccountRequest request, ServerCallContext context) =>
        accounts.Run(context, request, AccountDecider.Suspend, account => account.Root);

    public override Task<Account> ArchiveAccount(ArchiveAccountRequest request, ServerCallContext context) =>
        accounts.Run(context, request, AccountDecider.Archive, account => account.Root);

    public override Task<Account> SetPositioning(SetPositioningRequest request, ServerCallContext context) =>
        accounts.Run(context, request, AccountDecider.SetPositioning, account => account.Root);

    public override Task<Account> AdjustPositioning(AdjustPositioningRequest request, ServerCallContext context) =>
        accounts.Run(context, request, AccountDecider.AdjustPositioning, account => account.Root);

    public override Task<Account> SetCoreTags(SetCoreTagsRequest request, ServerCallContext context) =>
        accounts.Run(context, request, AccountDecider.SetCoreTags, account => account.Root);

    public override Task<Account> SetStrategy(SetStrategyRequest request, ServerCallContext context) =>
        accounts.Run(context, request, AccountDecider.SetStrategy, account => account.Root);

    public override async Task<Account> LinkAccount(LinkAccountRequest request, ServerCallContext context)
    {
        var other = await queries.Named<Account>(context, request.Other);
        return await accounts.Run(context, request, (account, _, _) => AccountDecider.Link(account, other), account => account.Root);
    }

    public override Task<Account> RecordPatrol(RecordPatrolRequest request, ServerCallContext context) =>
        accounts.Run(context, request, AccountDecider.RecordPatrol, account => account.Root);

    public override async Task<Account> SetTier(SetTierRequest request, ServerCallContext context)
    {
        var parent = request.ParentAccount.Length > 0 ? await queries.Named<Account>(context, request.ParentAccount) : null;
        return await accounts.Run(context, request, (account, asked, _) => AccountDecider.SetTier(account, asked, parent), account => account.Root);
    }

    public override Task<Account> UnlinkAccount(UnlinkAccountRequest request, ServerCallContext context) =>
        accounts.Run(context, request, AccountDecider.Unlink, account => account.Root);

    public override async Task<Account> SyncCoreTags(SyncCoreTagsRequest request, ServerCallContext context)
    {
        var source = await queries.Named<Account>(context, request.Source);
        return await accounts.Run(context, request, (account, _, _) => AccountDecider.SyncCoreTags(account, source), account => account.Root);
    }

    public override async Task<Account> SetAuthorization(SetAuthorizationRequest request, ServerCallContext context)
    {
        var platform = await PlatformOf(request.Name, context);
        return await accounts.Run(context, request, (account, asked, decision) => AccountDecider.Authorize(account, asked, platform, decision), account => account.Root);
    }

    public override async Task<Account> RenewAuthorization(RenewAuthorizationRequest request, ServerCallContext context)
    {
        var platform = await PlatformOf(request.Name, context);
        return await accounts.Run(context, request, (account, asked, decision) => AccountDecider.Renew(account, asked, platform, decision), account => account.Root);
    }

    public override Task<Account> RevokeAuthorization(RevokeAuthorizationRequest request, ServerCallContext context) =>
        accounts.Run(context, request, AccountDecider.Revoke, account => account.Root);

    public override Task<Account> AssignMember(AssignMemberRequest request, ServerCallContext context) =>
        accounts.Run(context, request, AccountDecider.AssignMember, account => account.Root);

    public override Task<Account> RemoveMember(RemoveMemberRequest request, ServerCallContext context) =>
        accounts.Run(context, request, AccountDecider.RemoveMember, account => account.Root);

    public override Task<Account> ProposeHandover(ProposeHandoverRequest request, ServerCallContext context) =>
        accounts.Run(context, request, AccountDecider.ProposeHandover, account => account.Root);

    public override Task<Account> ConfirmHandover(ConfirmHandoverRequest request, ServerCallContext context) =>
        accounts.Run(context, request, AccountDecider.ConfirmHandover, account => account.Root);

    public override Task<Account> CancelHandover(CancelHandoverRequest request, ServerCallContext context) =>
        accounts.Run(context, request, AccountDecider.CancelHandover, account => account.Root);

    public override Task<Account> AdvanceServiceStep(AdvanceServiceStepRequest request, ServerCallContext context) =>
        accounts.Run(context, request, AccountDecider.AdvanceServiceStep, account => account.Root);

    public override Task<Account> SetDefenceLines(SetDefenceLinesRequest request, ServerCallContext context) =>
        accounts.Run(context, request, AccountDecider.SetDefenceLines, account => account.Root);

    public override Task<Account> RecordScan(RecordScanRequest request, ServerCallContext context) =>
        accounts.Run(context, request, AccountDecider.RecordScan, account => account.Root);

    public override Task<Account> ReportIncident(ReportIncidentRequest request, ServerCallContext context) =>
        accounts.Run(context, request, AccountDecider.ReportIncident, account => account.Root);

    public override Task<Account> RestoreIncident(RestoreIncidentRequest request, ServerCallContext context) =>
        accounts.Run(context, request, AccountDecider.RestoreIncident, account => account.Root);

    public override Task<Account> CompleteTraining(CompleteTrainingRequest request, ServerCallContext context) =>
        accounts.Run(context, request, AccountDecider.CompleteTraining, account => account.Root);

    public override Task<TeamPlan> PlanTeam(PlanTeamRequest request, ServerCallContext context) =>
        Task.FromResult(TeamPlans.Of(request));

    public override async Task<Leaver> GetLeaver(GetLeaverRequest request, ServerCallContext context) =>
        AccountDecider.LeaverOf(await queries.All<Account>(context), request.SubjectId);

    public override async Task<Matrix> GetMatrix(GetMatrixRequest request, ServerCallContext context) =>
        MatrixFindings.Of(await queries.All<Account>(context), request.RegionCode, time.GetUtcNow());

    public override Task<Platform> SetPlatform(SetPlatformRequest request, ServerCallContext context) =>
        platforms.Run(context, request, PlatformDecider.Set, platform => platform.Root);

    public override Task<Platform> GetPlatform(GetPlatformRequest request, ServerCallContext context) =>
        builtInPlatforms.Get(context, request);

    public override Task<ListPlatformsResponse> ListPlatforms(ListPlatformsRequest request, ServerCallContext context) =>
        builtInPlatforms.List<ListPlatformsResponse>(context, request);

    /// <summary>An account never changes its platform.</summary>
    private async Task<Platform> PlatformOf(string name, ServerCallContext context)
    {
        var account = await queries.Named<Account>(context, name);
        return await platformQuery.FindAsync(RpcCall.Of(context).Workspace, account.Platform, "name", context.CancellationToken);
    }
}
