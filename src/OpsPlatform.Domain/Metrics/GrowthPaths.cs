using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Domain.Metrics;

/// <summary>How newcomers are met and led on (MET-14).</summary>
public static class GrowthPaths
{
    private const int Scenes = 5;
    private const int Days = 7;

    public static GrowthPath Of(AssessGrowthPathRequest request, DateOnly today)
    {
        var end = DateOnly.FromDayNumber(Math.Min(request.JoinDate.ToDay().DayNumber + Days - 1, DateOnly.MaxValue.DayNumber));
        return new() { MissingSceneCount = Math.Max(0, Scenes - request.TouchScenes.Count), EndDate = end.ToDate(), Expired = (request.AsOfDate?.ToDay() ?? today) > end };
    }
}
