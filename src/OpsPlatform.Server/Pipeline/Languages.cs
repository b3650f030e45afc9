using Grpc.Core;

namespace OpsPlatform.Server.Pipeline;

/// <summary>The languages that the platform speaks to people.</summary>
internal static class Languages
{
    public const string English = "en";
    public const string Chinese = "zh-CN";

    /// <summary>By the caller's <c>accept-language</c>: whichever of the two comes first in it, English when neither does.</summary>
    public static string Of(ServerCallContext context) => Of(context.RequestHeaders.GetValue("accept-language"));

    public static string Of(string? acceptLanguage)
    {
        foreach (var range in (acceptLanguage ?? "").Split(','))
        {
            var tag = range.Split(';')[0].Trim();
            if (tag.StartsWith("zh", StringComparison.OrdinalIgnoreCase))
                return Chinese;
            if (tag.StartsWith("en", StringComparison.OrdinalIgnoreCase))
                return English;
        }

        return English;
    }
}
