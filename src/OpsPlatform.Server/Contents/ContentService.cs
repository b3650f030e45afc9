using Google.Protobuf;
using Google.Protobuf.Collections;
using Grpc.Core;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Api.V1;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Contents.V1;
using OpsPlatform.Domain;
using OpsPlatform.Domain.Contents;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Commands;
using OpsPlatform.Server.Partners;
using OpsPlatform.Server.Pipeline;
using OpsPlatform.Server.Queries;

namespace OpsPlatform.Server.Contents;

/// <summary>One line for each rpc: the runner that serves it, and the decision that it takes.</summary>
internal sealed class ContentService(
    CommandRunner<Content> contents,
    CommandRunner<ReviewChain> chains,
    CommandRunner<WordList> wordLists,
    AggregateType<Content> type,
    QueryRunner queries,
    HistoryQuery history,
    BuiltInQuery<ReviewChain> chainQuery,
    VersionQuery versions,
    ContentChecker checker,
    PlanQuery plans,
    Grantable known) : OpsPlatform.Contents.V1.ContentService.ContentServiceBase
{
    private static readonly Filter External = new Filter.Comparison("audience", Comparator.Equal, "AUDIENCE_EXTERNAL");

    public override async Task<Content> CreateContent(CreateContentRequest request, ServerCallContext context)
    {
        var account = await queries.Named<Account>(context, request.Content.Account, "content.account");
        await MustExist<Campaign>(request.Content.Campaign, "content.campaign", context);
        return await contents.Run(context, request, (content, asked, decision) => ContentDecider.Create(content, asked, account, decision), content => content.Root);
    }

    public override Task<Content> GetContent(GetContentRequest request, ServerCallContext context) =>
        request.ReadTime is { } time ? history.AsOf(context, request, type, time) : queries.Get<Content>(context, request);

    public override Task<ListContentsResponse> ListContents(ListContentsRequest request, ServerCallContext context) =>
        queries.List<Content, ListContentsResponse>(context, request);

    public override async Task<Content> UpdateContent(UpdateContentRequest request, ServerCallContext context)
    {
        await MustExist<Campaign>(request.Content.Campaign, "content.campaign", context);
        return await contents.Run(context, request, ContentDecider.Update, content => content.Root);
    }

    public override Task<ListContentVersionsResponse> ListContentVersions(ListContentVersionsRequest request, ServerCallContext context) =>
        queries.List<ContentVersion, ListContentVersionsResponse>(context, request);

    public override Task<CompareContentVersionsResponse> CompareContentVersions(CompareContentVersionsRequest request, ServerCallContext context) =>
        versions.Compare(context, request);

    public override Task<Remark> CreateRemark(CreateRemarkRequest request, ServerCallContext context) =>
        contents.Run(context, request, ContentDecider.Remark, content => content.The<Remark>());

    public override Task<ListRemarksResponse> ListRemarks(ListRemarksRequest request, ServerCallContext context) =>
        queries.List<Remark, ListRemarksResponse>(context, request, External);

    public override Task<ListInternalRemarksResponse> ListInternalRemarks(ListInternalRemarksRequest request, ServerCallContext context) =>
        queries.List<Remark, ListInternalRemarksResponse>(context, request);

    public override async Task<Content> SubmitContent(SubmitContentRequest request, ServerCallContext context)
    {
        var (workspace, cancellation) = (RpcCall.Of(context).Workspace, context.CancellationToken);
        var submitted = await queries.Get<Content>(context, request);
        var (chain, check) = (await chainQuery.FindAsync(workspace, request.Chain, known => new(ErrorReason.ReviewChainUnknown, "chain", ("chain", request.Chain.LastId()), ("known", known)), cancellation), await checker.CheckAsync(context, submitted));
        return await contents.Run(context, request, (content, asked, decision) => ContentDecider.Submit(content, asked, chain, check, decision), content => content.Root);
    }

    public override Task<Content> ReviewContent(ReviewContentRequest request, ServerCallContext context) =>
        contents.Run(context, request, (content, asked, decision) => ContentDecider.Review(content, asked, RolesOf(context), decision), content => content.Root);

    public override Task<Content> WithdrawContent(WithdrawContentRequest request, ServerCallContext context) =>
        contents.Run(context, request, ContentDecider.Withdraw, content => content.Root);

    public override Task<Content> RecordComplianceLetter(RecordComplianceLetterRequest request, ServerCallContext context) =>
        contents.Run(context, request, ContentDecider.RecordLetter, content => content.Root);

    public override Task<Content> RecordLegalReview(RecordLegalReviewRequest request, ServerCallContext context) =>
        contents.Run(context, request, (content, asked, decision) => ContentDecider.RecordLegalReview(content, asked, RolesOf(context), decision), content => content.Root);

    public override async Task<Content> ScheduleContent(ScheduleContentRequest request, ServerCallContext context)
    {
        var account = await queries.Named<Account>(context, (await queries.Get<Content>(context, request)).Account);
        return await contents.Run(context, request, (content, asked, decision) => ContentDecider.Schedule(content, asked, account, decision), content => content.Root);
    }

    public override async Task<Content> PublishContent(PublishContentRequest request, ServerCallContext context)
    {
        var account = await queries.Named<Account>(context, (await queries.Get<Content>(context, request)).Account);
        return await contents.Run(context, request, (content, asked, decision) => ContentDecider.Publish(content, asked, account, decision), content => content.Root);
    }

    public override Task<Content> ConfirmLive(ConfirmLiveRequest request, ServerCallContext context) =>
        contents.Run(context, request, ContentDecider.ConfirmLive, content => content.Root);

    public override Task<Content> ReportRemoval(ReportRemovalRequest request, ServerCallContext context) =>
        contents.Run(context, request, ContentDecider.ReportRemoval, content => content.Root);

    public override Task<Content> ReportViolation(ReportViolationRequest request, ServerCallContext context) =>
        contents.Run(context, request, ContentDecider.ReportViolation, content => content.Root);

    public override Task<Content> TakeDownContent(TakeDownContentRequest request, ServerCallContext context) =>
        contents.Run(context, request, ContentDecider.TakeDown, content => content.Root);

    public override async Task<Content> CloseTakedown(CloseTakedownRequest request, ServerCallContext context)
    {
        await MustExist<Lesson>(request.Lesson, "", context);
        return await contents.Run(context, request, ContentDecider.CloseTakedown, content => content.Root);
    }

    public override async Task<ReviewChain> SetReviewChain(SetReviewChainRequest request, ServerCallContext context)
    {
        // A stage of a role that nobody can have would never decide.
        string[] roles = [.. request.Stages.SelectMany(stage => new[] { stage.RoleId, stage.EscalationRoleId }).Where(role => role.Length > 0).Distinct()];
        await known.MustExistAsync(RpcCall.Of(context).Workspace, roles, context.CancellationToken, "stages");
        return await chains.Run(context, request, ReviewChainDecider.Set, chain => chain.Root);
    }

    public override Task<ReviewChain> GetReviewChain(GetReviewChainRequest request, ServerCallContext context) =>
        chainQuery.Get(context, request);

    public override Task<ListReviewChainsResponse> ListReviewChains(ListReviewChainsRequest request, ServerCallContext context) =>
        chainQuery.List<ListReviewChainsResponse>(context, request);

    public override Task<WordList> SetWordList(SetWordListRequest request, ServerCallContext context) =>
        wordLists.Run(context, request, WordListDecider.Set, list => list.Root);

    public override Task<WordList> GetWordList(GetWordListRequest request, ServerCallContext context) =>
        queries.Get<WordList>(context, request);

    public override Task<ListWordListsResponse> ListWordLists(ListWordListsRequest request, ServerCallContext context) =>
        queries.List<WordList, ListWordListsResponse>(context, request);

    public override Task<WordListVersion> GetWordListVersion(GetWordListVersionRequest request, ServerCallContext context) =>
        queries.Get<WordListVersion>(context, request);

    public override Task<CheckReport> CheckContent(CheckContentRequest request, ServerCallContext context) =>
        checker.Check(context, request);

    public override Task<CheckReport> CheckDraft(CheckDraftRequest request, ServerCallContext context) =>
        checker.Check(context, request);

    public override Task<Content> RecordRetrospective(RecordRetrospectiveRequest request, ServerCallContext context) =>
        contents.Run(context, request, ContentDecider.RecordRetrospective, content => content.Root);

    public override Task<Calendar> GetCalendar(GetCalendarRequest request, ServerCallContext context) =>
        plans.Calendar(context, request);

    public override Task<Mix> GetMix(GetMixRequest request, ServerCallContext context) =>
        plans.Mix(context, request);

    /// <summary>The roles that the caller's client was granted in the workspace; single permissions are none.</summary>
    private static RepeatedField<string> RolesOf(ServerCallContext context)
    {
        var call = RpcCall.Of(context);
        return call.Caller!.Client.Grants.TryGetValue(call.Workspace, out var grant) ? grant.Grant.Roles : [];
    }

    /// <summary>What a field names, if it names something.</summary>
    private async Task MustExist<T>(string name, string field, ServerCallContext context)
        where T : class, IMessage<T>, new()
    {
        if (name.Length > 0)
            await queries.Named<T>(context, name, field);
    }
}
