using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Accounts.V1;

namespace OpsPlatform.Domain.Accounts;

/// <summary>
/// The platforms that every workspace has (ACC-05). Where a lifetime is missing, the platform names no limit that is known here, and
/// an authorization lasts until the time that is given with it. The law asks for a label on what programs made and on what is paid for; where a
/// platform's own words for it are not known here, its label is the one that most of them use.
/// </summary>
public static class BuiltInPlatforms
{
    public const string Wechat = "wechat";

    public static BuiltIns<Platform> All { get; } = new(
        New("bilibili", "Bilibili", "", publishes: true, label: "该视频使用人工智能合成技术"),
        New("channels", "WeChat Channels", Wechat),

        // A refresh token lasts 30 days, and a new one can be had five times.
        New("douyin", "Douyin", "bytedance", publishes: true, days: 30, renewals: 5),
        New("kuaishou", "Kuaishou", "", publishes: true, label: "AI生成"),
        New("mini-program", "WeChat Mini Program", Wechat),
        New("moments", "WeChat Moments", Wechat),
        New("official-account", "WeChat Official Account", Wechat, publishes: true),
        New("taobao", "Taobao", "alibaba"),
        New("wechat-group", "WeChat group", Wechat),
        New("wecom", "WeCom", Wechat),
        New("weibo", "Weibo", "", publishes: true),
        New("xiaohongshu", "Xiaohongshu", ""),
        New("zhihu", "Zhihu", ""));

    /// <summary>Those that lead a follower on within WeChat, one to the next; an account is of Channels or an Official Account.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> WechatChain { get; } = [["channels", "official-account"], ["wechat-group"], ["mini-program"], ["wecom"]];

    private static Platform New(string id, string displayName, string ecosystem, bool publishes = false, int? days = null, int renewals = 0, string label = "内容由AI生成") => new()
    {
        Name = id,
        DisplayName = displayName,
        Ecosystem = ecosystem,
        PublishesByApi = publishes,
        AuthorizationLifetime = days is { } lifetime ? Duration.FromTimeSpan(TimeSpan.FromDays(lifetime)) : null,
        MostRenewals = renewals,
        AiLabel = label,
        AdvertisingLabel = "广告",
        BuiltIn = true,
    };
}
