using OpsPlatform.Api.V1;
using OpsPlatform.Metrics.V1;
using Status = OpsPlatform.Metrics.V1.FunnelStageResult.Types.Status;

namespace OpsPlatform.Server.Tests.Metrics;

/// <summary>Accounts as funnels.</summary>
public sealed class Funnels(RunningServer server) : MetricTest(server)
{
    [Fact, Trait("row", "MET-04")]
    public async Task A_funnel_adds_up_days_and_accounts_and_names_its_bottleneck()
    {
        var (first, second) = (await AccountAsync(), await AccountAsync());
        await StoreAsync(
            Value(first, "reads", 10, 60_000), Value(second, "reads", 11, 40_000),
            Value(first, "mini-program-clicks", 10, 8000), Value(second, "mini-program-orders", 11, 960), Value(first, "mini-program-reorders", 11, 384));

        var funnel = await Metrics.GetFunnelAsync(Asked("wechat", first, second));
        funnel.Stages.Select(stage => stage.Point.Value).ShouldBe([100_000, 8000, 960, 384]);
        (funnel.Stages[1].Status, funnel.Stages[1].GapBps, funnel.Bottleneck, funnel.OverallRateBps, funnel.AccountCount).ShouldBe((Status.Below, -1200, "browse", 38, 2));
        funnel.Finding.ShouldBe("");
        var strict = Asked("wechat", first, second);
        strict.BreakLimitBps = 39;
        (await Metrics.GetFunnelAsync(strict)).Finding.ShouldBe("STAGE_BREAK");
    }

    [Fact]
    public async Task A_workspace_s_own_funnel_is_set_read_and_deleted()
    {
        var name = $"{Workspace}/funnel-models/f{Guid.NewGuid():N}";
        var request = new SetFunnelModelRequest { Name = name, DisplayName = "Shop", Stages = { new FunnelStage { Stage = "play", Metric = "plays" }, new FunnelStage { Stage = "like", Metric = "likes", TargetBps = 1000 } }, BreakLimitBps = 100 };
        var made = await Metrics.SetFunnelModelAsync(request);
        (made.Name, made.Etag, made.BreakLimitBps).ShouldBe((name, "1", 100));
        (await Metrics.SetFunnelModelAsync(request)).ShouldBe(made);
        (await Metrics.GetFunnelModelAsync(new() { Name = name })).ShouldBe(made);

        var account = await AccountAsync();
        await StoreAsync(Value(account, "plays", 10, 1000), Value(account, "likes", 10, 50));
        (await Metrics.GetFunnelAsync(Asked(name.Split('/')[^1], account))).Bottleneck.ShouldBe("like");

        (await Metrics.DeleteFunnelModelAsync(new() { Name = name })).Deleted.ShouldBeTrue();
        var listed = (await Metrics.ListFunnelModelsAsync(new() { Parent = Workspace, PageSize = 1000 })).FunnelModels.Select(model => model.Name).ToList();
        listed.ShouldNotContain(name);
        listed.ShouldContain($"{Workspace}/funnel-models/wechat");
        await Metrics.DeleteFunnelModelAsync(new() { Name = $"{Workspace}/funnel-models/wechat" }).Refused(ErrorReason.FunnelModelBuiltIn);
        await Metrics.SetFunnelModelAsync(new(request) { Name = $"{Workspace}/funnel-models/wechat" }).Refused(ErrorReason.FunnelModelBuiltIn);
        (await Metrics.GetFunnelAsync(Asked("none-such")).Refused(ErrorReason.ResourceNotFound)).Fields.ShouldBe(["funnel_model"]);
    }

    private static GetFunnelRequest Asked(string model, params string[] accounts) => new() { Parent = Workspace, FunnelModel = model, StartDate = March(10), EndDate = March(11), Accounts = { accounts } };
}
