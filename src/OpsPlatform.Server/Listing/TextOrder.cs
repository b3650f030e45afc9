using System.Text;

namespace OpsPlatform.Server.Listing;

/// <summary>The order of texts by code point, which is the store's.</summary>
internal static class TextOrder
{
    private static readonly Rune Last = new(0x10FFFF);
    private static readonly Rune BeforeSurrogates = new(0xD7FF);
    private static readonly Rune AfterSurrogates = new(0xE000);

    /// <summary>The first text that is greater than all that begin so; null when there is none.</summary>
    public static string? AfterAll(string beginning)
    {
        var runes = beginning.EnumerateRunes().ToList();
        while (runes is [.., var last] && last == Last)
            runes.RemoveAt(runes.Count - 1);
        if (runes.Count == 0)
            return null;
        runes[^1] = runes[^1] == BeforeSurrogates ? AfterSurrogates : new Rune(runes[^1].Value + 1);
        return string.Concat(runes);
    }
}
