using System.Text;

namespace OpsPlatform.Server.Validation;

/// <summary>What a caller gave, as it is shown back: short, quoted, and without characters that could move a cursor.</summary>
internal static class Quoted
{
    /// <summary>In characters; what is longer ends in an ellipsis.</summary>
    public const int Longest = 64;

    public static string Text(string given)
    {
        var shown = new StringBuilder("\"");
        foreach (var rune in Clipped(given).EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '"' => shown.Append("\\\""),
                '\\' => shown.Append("\\\\"),
                '\n' => shown.Append("\\n"),
                '\r' => shown.Append("\\r"),
                '\t' => shown.Append("\\t"),
                _ when Rune.IsControl(rune) => shown.Append($"\\u{rune.Value:x4}"),
                _ => shown.Append(rune),
            };
        }

        return shown.Append('"').ToString();
    }

    public static string Clipped(string text)
    {
        if (text.Length <= Longest)
            return text;
        var end = char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest;
        return text[..end] + "…";
    }
}
