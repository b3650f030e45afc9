using OpsPlatform.Api.V1;
using OpsPlatform.Campaigns.V1;

namespace OpsPlatform.Server.Tests.Campaigns;

/// <summary>What was learned is found by whoever looks for it, and by nobody else.</summary>
public sealed class Searching(RunningServer server) : CampaignTest(server)
{
    [Fact, Trait("row", "KNO-03")]
    public async Task A_lesson_is_found_in_both_languages_and_in_its_own_workspace_only()
    {
        var word = NewId("w");
        var lesson = await LessonAsync(new Lesson { DisplayName = $"{word} first", Advice = "优惠券配置须两人复核" });
        await LessonAsync(new Lesson { DisplayName = $"{word} second" });

        (await SearchAsync($"{word[..20]} 优惠券")).Hits.ShouldHaveSingleItem().Lesson.ShouldBe(lesson);
        (await SearchAsync(word)).Hits.Count.ShouldBe(2);
        (await SearchAsync(word, pageSize: 1)).Hits.Count.ShouldBe(1);
        (await Server.Stranger.Campaigns.SearchLessonsAsync(new() { Parent = "workspaces/globex", Query = word })).Hits.ShouldBeEmpty();
        await Campaigns.SearchLessonsAsync(new() { Parent = Workspace, Query = word, PageSize = -1 }).Refused(ErrorReason.InvalidField);
    }

    private async Task<SearchLessonsResponse> SearchAsync(string query, int pageSize = 0) =>
        await Campaigns.SearchLessonsAsync(new() { Parent = Workspace, Query = query, PageSize = pageSize });
}
