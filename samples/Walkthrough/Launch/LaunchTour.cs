using OpsPlatform.Campaigns.V1;
using OpsPlatform.Contents.V1;
using Spectre.Console;
using Walkthrough.Import;
using Walkthrough.Input;
using Walkthrough.Report;
using Outcome = OpsPlatform.Contents.V1.Takedown.Types.Outcome;
using Progress = OpsPlatform.Campaigns.V1.Progress;

namespace Walkthrough.Launch;

/// <summary>A whole campaign on the walk.</summary>
internal static class LaunchTour
{
    private const int Stages = 3;

    /// <returns>What does not agree; nothing when all is well.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(Demo demo, CancellationToken cancellation)
    {
        await using var operations = demo.Connect(demo.Workspace.ClientId, demo.Workspace.ClientSecret);
        await using var compliance = demo.Connect(demo.Workspace.ApproverClientId, demo.Workspace.ApproverClientSecret);
        await using var legal = demo.Connect(demo.Workspace.LegalClientId, demo.Workspace.LegalClientSecret);
        var steps = new LaunchSteps(operations, compliance, legal, new Calls(), demo.Workspace.Name);

        Screen.Heading("Launch");
        var campaign = await steps.PlanAsync(cancellation);
        Screen.Say($"{campaign.Name} has {campaign.Plan.Tasks.Count} tasks in {campaign.Plan.Phases.Count} phases, and {campaign.Plan.BufferDayCount} days of buffer.");
        var content = await steps.DraftAsync(cancellation);
        if (LaunchSteps.IsOver(content))
            Screen.Say($"{content.Name} was taken down in an earlier run.");
        else
            content = await PassAsync(demo, steps, content, cancellation);

        var progress = await steps.ProgressAsync(cancellation);
        Screen.Show(Bars(progress));
        Screen.Say($"As of {progress.AsOfDate.Year:0000}-{progress.AsOfDate.Month:00}-{progress.AsOfDate.Day:00} it is {progress.BehindDayCount} working days behind, with {progress.BufferLeftDayCount} days of the buffer left.");
        return
        [
            .. content.Review.Approvals.Count(approval => approval.Sha256 == content.Publication.Sha256) == Stages ? Array.Empty<string>() : ["something else was published than was approved"],
            .. content.Review.Approvals.Select(approval => approval.Principal).Distinct().Count() == Stages ? Array.Empty<string>() : ["somebody approved twice"],
            .. content.Takedown.Outcome == Outcome.InSla ? Array.Empty<string>() : ["the content was not down within the hour"],
        ];
    }

    private static async Task<Content> PassAsync(Demo demo, LaunchSteps steps, Content draft, CancellationToken cancellation)
    {
        foreach (var finding in await steps.PreflightAsync(cancellation))
            Screen.Say($"  It cannot start yet: {finding.Resource} stands in the way ({finding.Detail}).");
        var refused = await steps.ReviewAsync(draft, cancellation);
        if (refused.Length > 0)
            Screen.Say($"{demo.Workspace.ClientId} checked its own work, and cannot approve again: {refused}");
        Screen.Say($"Planning, {demo.Workspace.ApproverClientId} and {demo.Workspace.LegalClientId} have approved exactly {draft.Sha256[..12]}...");
        await steps.StartAsync(cancellation);
        var live = await steps.PublishAsync(draft, cancellation);
        Screen.Say($"Live at {live.Publication.Uri}: {live.Publication.Claimer} says so, {live.Publication.Confirmer} has seen it.");
        var asked = await steps.AnswerAsync(cancellation);
        Screen.Say($"A customer asked: {asked.Summary} The answer was due by {asked.DueTime.ToDateTime():HH:mm:ss} and came at {asked.ResolveTime.ToDateTime():HH:mm:ss}.");
        var down = await steps.TakeDownAsync(cancellation);
        Screen.Say($"Taken down in time: due by {down.Takedown.DueTime.ToDateTime():HH:mm}, down at {down.Takedown.DownTime.ToDateTime():HH:mm}; the lesson is {down.Takedown.Lesson}.");
        return down;
    }

    private static BarChart Bars(Progress progress)
    {
        var chart = new BarChart().Width(72).WithMaxValue(100).UseValueFormatter(value => $"{value:0} %");
        foreach (var phase in progress.Phases)
            chart.AddItem($"{phase.PhaseId}, {phase.DoneCount} of {phase.TaskCount} tasks", phase.CompletionBps / 100d, Color.Aqua);
        return chart;
    }
}
