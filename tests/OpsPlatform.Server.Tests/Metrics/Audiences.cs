using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Metrics.V1;
using Date = Google.Type.Date;

namespace OpsPlatform.Server.Tests.Metrics;

/// <summary>Users in the stages of their lifecycle.</summary>
public sealed class Audiences(RunningServer server) : MetricTest(server)
{
    [Fact, Trait("row", "FAN-04"), Trait("row", "MET-15")]
    public async Task An_audience_is_recorded_moves_as_its_model_leads_and_grows_stale()
    {
        var name = $"{Workspace}/audiences/a{Guid.NewGuid():N}";
        var first = new RecordAudienceRequest { Name = name, LifecycleModel = "six-stages", RecordDate = February(20), Segments = { Segment("awareness", 100), Segment("churn", 10) } };
        var made = await Metrics.RecordAudienceAsync(first);
        (made.Name, made.LifecycleModel, made.Records.Single().Segments.Count, made.Etag).ShouldBe((name, "six-stages", 6, "1"));
        (await Metrics.RecordAudienceAsync(first)).ShouldBe(made);
        (await Metrics.GetAudienceAsync(new() { Name = name })).Finding.ShouldBe("TIER_STALE");
        var then = Server.Clock.GetUtcNow().ToTimestamp();
        Server.Clock.Advance(TimeSpan.FromSeconds(1));

        var skipping = new RecordAudienceRequest { Name = name, RecordDate = March(10), Segments = { Segment("awareness", 90), Segment("loyalty", 10), Segment("churn", 10) }, Moves = { Move("awareness", 10, "loyalty") } };
        await Metrics.RecordAudienceAsync(skipping).Refused(ErrorReason.AudienceMoveRefused);
        var next = new RecordAudienceRequest { Name = name, RecordDate = March(10), Segments = { Segment("awareness", 95), Segment("interest", 10), Segment("churn", 5) }, Moves = { Move("awareness", 10, "interest"), Move("churn", 5, "awareness") } };
        await Metrics.RecordAudienceAsync(next);
        var now = await Metrics.GetAudienceAsync(new() { Name = name });
        (now.Finding, now.Records.Count, now.Records[^1].Moves.Count).ShouldBe(("", 2, 2));
        (await Metrics.GetAudienceAsync(new() { Name = name, ReadTime = then })).Records.Count.ShouldBe(1);
        (await Metrics.ListAudiencesAsync(new() { Parent = Workspace, PageSize = 1000 })).Audiences.Select(each => each.Name).ShouldContain(name);
    }

    [Fact, Trait("row", "MET-13")]
    public async Task A_segment_is_one_of_its_model_alone()
    {
        var name = $"{Workspace}/audiences/a{Guid.NewGuid():N}";
        await Metrics.RecordAudienceAsync(new() { Name = name, LifecycleModel = "four-segments", RecordDate = March(1), Segments = { Segment("high-value", 1) } }).Refused(ErrorReason.AudienceStageUnknown);
        await Metrics.RecordAudienceAsync(new() { Name = name, LifecycleModel = "none-such", RecordDate = March(1), Segments = { Segment("new", 1) } }).Refused(ErrorReason.LifecycleModelUnknown);
        await Metrics.RecordAudienceAsync(new() { Name = name, RecordDate = March(1), Segments = { Segment("new", 1) } }).Refused(ErrorReason.LifecycleModelUnknown);
    }

    [Fact]
    public async Task A_workspace_s_own_model_leads_its_users()
    {
        var model = $"{Workspace}/lifecycle-models/l{Guid.NewGuid():N}";
        var request = new SetLifecycleModelRequest { Name = model, DisplayName = "Members", Stages = { new LifecycleStage { Stage = "trial", NextStages = { "member" } }, new LifecycleStage { Stage = "member" } } };
        var made = await Metrics.SetLifecycleModelAsync(request);
        (await Metrics.GetLifecycleModelAsync(new() { Name = model })).ShouldBe(made);
        var name = $"{Workspace}/audiences/a{Guid.NewGuid():N}";
        await Metrics.RecordAudienceAsync(new() { Name = name, LifecycleModel = model.Split('/')[^1], RecordDate = March(1), Segments = { Segment("member", 5) } });
        await Metrics.RecordAudienceAsync(new() { Name = name, RecordDate = March(2), Segments = { Segment("member", 4), Segment("trial", 1) }, Moves = { Move("member", 1, "trial") } }).Refused(ErrorReason.AudienceMoveRefused);

        (await Metrics.DeleteLifecycleModelAsync(new() { Name = model })).Deleted.ShouldBeTrue();
        var listed = (await Metrics.ListLifecycleModelsAsync(new() { Parent = Workspace, PageSize = 1000 })).LifecycleModels.Select(each => each.Name).ToList();
        listed.ShouldNotContain(model);
        listed.ShouldContain($"{Workspace}/lifecycle-models/six-stages");
        await Metrics.DeleteLifecycleModelAsync(new() { Name = $"{Workspace}/lifecycle-models/six-stages" }).Refused(ErrorReason.LifecycleModelBuiltIn);
    }

    private static Date February(int day) => new() { Year = 2026, Month = 2, Day = day };

    private static AudienceSegment Segment(string stage, long users) => new() { Stage = stage, Users = users };

    private static AudienceMove Move(string source, long users, string destination) => new() { Source = source, Users = users, Destination = destination };
}
