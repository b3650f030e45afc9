using Grpc.Core;
using OpsPlatform.Campaigns.V1;

namespace OpsPlatform.Client;

/// <summary>The lists of <see cref="CampaignService"/> as enumerations; see <see cref="Lists"/> for how pages are read.</summary>
public static class CampaignLists
{
    /// <summary>The campaigns of a workspace.</summary>
    public static IAsyncEnumerable<Campaign> EnumerateCampaignsAsync(
        this CampaignService.CampaignServiceClient campaigns, ListCampaignsRequest request, CallOptions options = default, CancellationToken cancellationToken = default) =>
        Lists.EnumerateAsync(campaigns.ListCampaignsAsync, request, page => page.Campaigns, options, cancellationToken);

    /// <summary>The plan templates of a workspace, built-in ones too.</summary>
    public static IAsyncEnumerable<PlanTemplate> EnumeratePlanTemplatesAsync(
        this CampaignService.CampaignServiceClient campaigns, ListPlanTemplatesRequest request, CallOptions options = default, CancellationToken cancellationToken = default) =>
        Lists.EnumerateAsync(campaigns.ListPlanTemplatesAsync, request, page => page.PlanTemplates, options, cancellationToken);

    /// <summary>The experiments of a campaign.</summary>
    public static IAsyncEnumerable<Experiment> EnumerateExperimentsAsync(
        this CampaignService.CampaignServiceClient campaigns, ListExperimentsRequest request, CallOptions options = default, CancellationToken cancellationToken = default) =>
        Lists.EnumerateAsync(campaigns.ListExperimentsAsync, request, page => page.Experiments, options, cancellationToken);

    /// <summary>The lessons of a workspace.</summary>
    public static IAsyncEnumerable<Lesson> EnumerateLessonsAsync(
        this CampaignService.CampaignServiceClient campaigns, ListLessonsRequest request, CallOptions options = default, CancellationToken cancellationToken = default) =>
        Lists.EnumerateAsync(campaigns.ListLessonsAsync, request, page => page.Lessons, options, cancellationToken);

    /// <summary>What has changed outside and flagged lessons of a workspace.</summary>
    public static IAsyncEnumerable<KnowledgeChange> EnumerateKnowledgeChangesAsync(
        this CampaignService.CampaignServiceClient campaigns, ListKnowledgeChangesRequest request, CallOptions options = default, CancellationToken cancellationToken = default) =>
        Lists.EnumerateAsync(campaigns.ListKnowledgeChangesAsync, request, page => page.KnowledgeChanges, options, cancellationToken);
}
