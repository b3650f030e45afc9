using OpsPlatform.Accounts.V1;
using OpsPlatform.Contents.V1;
using Kind = OpsPlatform.Contents.V1.Content.Types.Kind;

namespace OpsPlatform.Domain.Contents;

/// <summary>
/// How well a content fits its platform (CON-20). The source says that the same content fares differently from platform to platform, and names no limits: the
/// kinds, lengths and points are assumptions.
/// </summary>
public static class PlatformFits
{
    public const int Least = 60;

    private const int Full = 25;

    /// <summary>The kinds that a platform takes, the longest text in chars, and the longest film.</summary>
    private static readonly Dictionary<string, (Kind[] Kinds, int Letters, TimeSpan Film)> Limits = new()
    {
        ["bilibili"] = ([Kind.Video, Kind.Article, Kind.Live], 20_000, TimeSpan.FromHours(4)),
        ["channels"] = ([Kind.Video, Kind.Live, Kind.Images], 1000, TimeSpan.FromHours(1)),
        ["douyin"] = ([Kind.Video, Kind.Live, Kind.Images], 1000, TimeSpan.FromMinutes(15)),
        ["kuaishou"] = ([Kind.Video, Kind.Live, Kind.Images], 1000, TimeSpan.FromMinutes(10)),
        ["mini-program"] = ([Kind.Article, Kind.Images, Kind.Live], 20_000, TimeSpan.FromHours(1)),
        ["moments"] = ([Kind.Images, Kind.Message, Kind.Video], 1500, TimeSpan.FromSeconds(30)),
        ["official-account"] = ([Kind.Article, Kind.Images], 20_000, TimeSpan.FromHours(1)),
        ["taobao"] = ([Kind.Images, Kind.Live, Kind.Video], 1000, TimeSpan.FromMinutes(10)),
        ["wechat-group"] = ([Kind.Message, Kind.Images, Kind.Video], 2000, TimeSpan.FromMinutes(5)),
        ["wecom"] = ([Kind.Message, Kind.Images, Kind.Video], 2000, TimeSpan.FromMinutes(5)),
        ["weibo"] = ([Kind.Message, Kind.Images, Kind.Video, Kind.Article], 5000, TimeSpan.FromMinutes(15)),
        ["xiaohongshu"] = ([Kind.Images, Kind.Video, Kind.Live], 1000, TimeSpan.FromMinutes(15)),
        ["zhihu"] = ([Kind.Article, Kind.Video], 20_000, TimeSpan.FromHours(1)),
    };

    /// <param name="isForbidden">Something was found in the content that does not let it be submitted.</param>
    public static PlatformFit Of(Content content, Account account, bool isForbidden)
    {
        var isKnown = Limits.TryGetValue(account.Platform.LastId(), out var limits);
        var isFilm = content.Kind is Kind.Video or Kind.Live;
        var fit = new PlatformFit
        {
            AudienceScore = Points(content.AudienceTags.Count == 0 || account.CoreTags.Count == 0
                || content.AudienceTags.Intersect(account.CoreTags.Select(tag => tag.Tag), StringComparer.OrdinalIgnoreCase).Any()),
            FormatScore = Points(!isKnown || limits.Kinds.Contains(content.Kind)),
            LengthScore = Points(!isKnown || (isFilm ? content.Duration is null || content.Duration.ToTimeSpan() <= limits.Film : content.BodyText.Length <= limits.Letters)),
            RulesScore = Points(!isForbidden),
        };
        fit.Score = fit.AudienceScore + fit.FormatScore + fit.LengthScore + fit.RulesScore;
        return fit;

        static int Points(bool holds) => holds ? Full : 0;
    }
}
