using Grpc.Core;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Domain;
using OpsPlatform.Domain.Campaigns;
using OpsPlatform.Server.Commands;
using OpsPlatform.Server.Pipeline;
using OpsPlatform.Server.Queries;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Server.Campaigns;

/// <summary>One line for each rpc: the runner that serves it, and the decision that it takes.</summary>
internal sealed class CampaignService(
    CommandRunner<Campaign> campaigns,
    CommandRunner<PlanTemplate> templates,
    CommandRunner<Lesson> lessons,
    AggregateType<Campaign> type,
    QueryRunner queries,
    HistoryQuery history,
    BuiltInQuery<PlanTemplate> templateQuery,
    PreflightQuery preflight,
    LessonQuery lessonQuery,
    KnowledgeChanges changes,
    TimeProvider time) : OpsPlatform.Campaigns.V1.CampaignService.CampaignServiceBase
{
    public override async Task<Campaign> CreateCampaign(CreateCampaignRequest request, ServerCallContext context)
    {
        await NamedMustExist(request.Campaign, context);
        return await campaigns.Run(context, request, CampaignDecider.Create, campaign => campaign.Root);
    }

    public override Task<Campaign> GetCampaign(GetCampaignRequest request, ServerCallContext context) =>
        request.ReadTime is { } asOf ? history.AsOf(context, request, type, asOf) : queries.Get<Campaign>(context, request);

    public override async Task<ListCampaignsResponse> ListCampaigns(ListCampaignsRequest request, ServerCallContext context)
    {
        var page = await queries.List<Campaign, ListCampaignsResponse>(context, request);

        // A thousand plans are more than a message can hold.
        foreach (var campaign in page.Campaigns)
            campaign.Plan = null;
        return page;
    }

    public override async Task<Campaign> UpdateCampaign(UpdateCampaignRequest request, ServerCallContext context)
    {
        await NamedMustExist(request.Campaign, context);
        return await campaigns.Run(context, request, CampaignDecider.Update, campaign => campaign.Root);
    }

    public override Task<Campaign> DeleteCampaign(DeleteCampaignRequest request, ServerCallContext context) =>
        campaigns.Run(context, request, CampaignDecider.Delete, campaign => campaign.Root);

    public override Task<Campaign> UndeleteCampaign(UndeleteCampaignRequest request, ServerCallContext context) =>
        campaigns.Run(context, request, CampaignDecider.Undelete, campaign => campaign.Root);

    public override async Task<Campaign> StartCampaign(StartCampaignRequest request, ServerCallContext context)
    {
        var findings = await preflight.FindAsync(context, await queries.Named<Campaign>(context, request.Name));
        return await campaigns.Run(context, request, (campaign, asked, decision) => CampaignDecider.Start(campaign, asked, findings, decision), campaign => campaign.Root);
    }

    public override async Task<Preflight> PreflightCampaign(PreflightCampaignRequest request, ServerCallContext context)
    {
        var campaign = await queries.Get<Campaign>(context, request);
        var findings = PreflightRules.Of(campaign).Concat(await preflight.FindAsync(context, campaign)).ToArray();
        return new Preflight { Ready = findings.Length == 0, Findings = { findings } };
    }

    public override Task<Campaign> PauseCampaign(PauseCampaignRequest request, ServerCallContext context) =>
        campaigns.Run(context, request, CampaignDecider.Pause, campaign => campaign.Root);

    public override Task<Campaign> ResumeCampaign(ResumeCampaignRequest request, ServerCallContext context) =>
        campaigns.Run(context, request, CampaignDecider.Resume, campaign => campaign.Root);

    public override async Task<Campaign> CompleteCampaign(CompleteCampaignRequest request, ServerCallContext context)
    {
        var hasLesson = await lessonQuery.Has(context, request.Name);
        return await campaigns.Run(context, request, (campaign, asked, decision) => CampaignDecider.Complete(campaign, asked, hasLesson, decision), campaign => campaign.Root);
    }

    public override Task<Campaign> CancelCampaign(CancelCampaignRequest request, ServerCallContext context) =>
        campaigns.Run(context, request, CampaignDecider.Cancel, campaign => campaign.Root);

    public override async Task<Campaign> LinkAccounts(LinkAccountsRequest request, ServerCallContext context)
    {
        var accounts = await Task.WhenAll(request.Accounts.Select(name => queries.Named<Account>(context, name)));
        return await campaigns.Run(context, request, (campaign, _, _) => CampaignDecider.LinkAccounts(campaign, accounts), campaign => campaign.Root);
    }

    public override Task<Campaign> UnlinkAccounts(UnlinkAccountsRequest request, ServerCallContext context) =>
        campaigns.Run(context, request, CampaignDecider.UnlinkAccounts, campaign => campaign.Root);

    public override async Task<Campaign> SetPlan(SetPlanRequest request, ServerCallContext context)
    {
        var template = request.Template.Length == 0 ? null : await templateQuery.FindAsync(RpcCall.Of(context).Workspace, request.Template, _ => new(ErrorReason.ResourceNotFound, ""), context.CancellationToken);
        return await campaigns.Run(context, request, (campaign, asked, decision) => CampaignDecider.SetPlan(campaign, asked, template, decision), campaign => campaign.Root);
    }

    public override Task<Campaign> EnterPhase(EnterPhaseRequest request, ServerCallContext context) =>
        campaigns.Run(context, request, CampaignDecider.EnterPhase, campaign => campaign.Root);

    public override Task<Campaign> AssignTask(AssignTaskRequest request, ServerCallContext context) =>
        campaigns.Run(context, request, CampaignDecider.AssignTask, campaign => campaign.Root);

    public override Task<Campaign> CompleteTask(CompleteTaskRequest request, ServerCallContext context) =>
        campaigns.Run(context, request, CampaignDecider.CompleteTask, campaign => campaign.Root);

    public override Task<Campaign> ReopenTask(ReopenTaskRequest request, ServerCallContext context) =>
        campaigns.Run(context, request, CampaignDecider.ReopenTask, campaign => campaign.Root);

    public override Task<Campaign> ReachMilestone(ReachMilestoneRequest request, ServerCallContext context) =>
        campaigns.Run(context, request, CampaignDecider.ReachMilestone, campaign => campaign.Root);

    public override async Task<Progress> GetProgress(GetProgressRequest request, ServerCallContext context) =>
        ProgressReport.Of(await queries.Get<Campaign>(context, request), time.GetUtcNow());

    public override Task<Campaign> AcknowledgeWarning(AcknowledgeWarningRequest request, ServerCallContext context) =>
        campaigns.Run(context, request, CampaignDecider.AcknowledgeWarning, campaign => campaign.Root);

    public override Task<Campaign> RecordReview(RecordReviewRequest request, ServerCallContext context) =>
        campaigns.Run(context, request, CampaignDecider.RecordReview, campaign => campaign.Root);

    public override Task<CycleAssessment> AssessCycle(AssessCycleRequest request, ServerCallContext context) =>
        Task.FromResult(ProductionCycle.Of(request));

    public override Task<Experiment> CreateExperiment(CreateExperimentRequest request, ServerCallContext context) =>
        campaigns.Run(context, request, CampaignDecider.CreateExperiment, campaign => campaign.The<Experiment>());

    public override Task<Experiment> RecordExperiment(RecordExperimentRequest request, ServerCallContext context) =>
        campaigns.Run(context, request, CampaignDecider.RecordExperiment, campaign => campaign.The<Experiment>());

    public override Task<Experiment> ConcludeExperiment(ConcludeExperimentRequest request, ServerCallContext context) =>
        campaigns.Run(context, request, CampaignDecider.ConcludeExperiment, campaign => campaign.The<Experiment>());

    public override Task<Experiment> RollOutExperiment(RollOutExperimentRequest request, ServerCallContext context) =>
        campaigns.Run(context, request, CampaignDecider.RollOutExperiment, campaign => campaign.The<Experiment>());

    public override Task<Experiment> StopExperiment(StopExperimentRequest request, ServerCallContext context) =>
        campaigns.Run(context, request, CampaignDecider.StopExperiment, campaign => campaign.The<Experiment>());

    public override Task<Experiment> GetExperiment(GetExperimentRequest request, ServerCallContext context) =>
        queries.Get<Experiment>(context, request);

    public override Task<ListExperimentsResponse> ListExperiments(ListExperimentsRequest request, ServerCallContext context) =>
        queries.List<Experiment, ListExperimentsResponse>(context, request);

    public override async Task<Lesson> CreateLesson(CreateLessonRequest request, ServerCallContext context)
    {
        if (request.Lesson.Campaign.Length > 0)
            await queries.Named<Campaign>(context, request.Lesson.Campaign);
        await SolutionMustExist(request.Lesson, context);
        return await lessons.Run(context, request, LessonDecider.Create, lesson => lesson.Root);
    }

    public override Task<Lesson> GetLesson(GetLessonRequest request, ServerCallContext context) =>
        queries.Get<Lesson>(context, request);

    public override Task<ListLessonsResponse> ListLessons(ListLessonsRequest request, ServerCallContext context) =>
        queries.List<Lesson, ListLessonsResponse>(context, request);

    public override async Task<Lesson> UpdateLesson(UpdateLessonRequest request, ServerCallContext context)
    {
        await SolutionMustExist(request.Lesson, context);
        return await lessons.Run(context, request, LessonDecider.Update, lesson => lesson.Root);
    }

    public override Task<Lesson> AdvanceLesson(AdvanceLessonRequest request, ServerCallContext context) =>
        lessons.Run(context, request, LessonDecider.Advance, lesson => lesson.Root);

    public override Task<Lesson> RecordRecurrence(RecordRecurrenceRequest request, ServerCallContext context) =>
        lessons.Run(context, request, LessonDecider.Recur, lesson => lesson.Root);

    public override Task<Lesson> UseLesson(UseLessonRequest request, ServerCallContext context) =>
        lessons.Run(context, request, LessonDecider.Use, lesson => lesson.Root);

    public override Task<Lesson> ReviewLesson(ReviewLessonRequest request, ServerCallContext context) =>
        lessons.Run(context, request, LessonDecider.Review, lesson => lesson.Root);

    public override Task<Lesson> FlagLesson(FlagLessonRequest request, ServerCallContext context) =>
        lessons.Run(context, request, LessonDecider.Flag, lesson => lesson.Root);

    public override Task<KnowledgeChange> ReportKnowledgeChange(ReportKnowledgeChangeRequest request, ServerCallContext context) =>
        changes.Report(context, request);

    public override Task<KnowledgeChange> GetKnowledgeChange(GetKnowledgeChangeRequest request, ServerCallContext context) =>
        queries.Get<KnowledgeChange>(context, request);

    public override Task<ListKnowledgeChangesResponse> ListKnowledgeChanges(ListKnowledgeChangesRequest request, ServerCallContext context) =>
        queries.List<KnowledgeChange, ListKnowledgeChangesResponse>(context, request);

    public override Task<SearchLessonsResponse> SearchLessons(SearchLessonsRequest request, ServerCallContext context) =>
        lessonQuery.Search(context, request);

    public override Task<LessonReport> GetLessonReport(GetLessonReportRequest request, ServerCallContext context) =>
        lessonQuery.Report(context);

    public override Task<PlanTemplate> SetPlanTemplate(SetPlanTemplateRequest request, ServerCallContext context) =>
        templates.Run(context, request, PlanTemplateDecider.Set, template => template.Root);

    public override Task<PlanTemplate> GetPlanTemplate(GetPlanTemplateRequest request, ServerCallContext context) =>
        templateQuery.Get(context, request);

    public override Task<ListPlanTemplatesResponse> ListPlanTemplates(ListPlanTemplatesRequest request, ServerCallContext context) =>
        templateQuery.List<ListPlanTemplatesResponse>(context, request);

    private async Task SolutionMustExist(Lesson lesson, ServerCallContext context)
    {
        if (lesson.Solution.Length > 0)
            await queries.Named<Lesson>(context, lesson.Solution);
    }

    private async Task NamedMustExist(Campaign campaign, ServerCallContext context)
    {
        if (campaign.Budget.Length > 0)
            await queries.Named<Budget>(context, campaign.Budget);
        foreach (var supplier in campaign.Suppliers)
            await queries.Named<Supplier>(context, supplier);
    }
}
