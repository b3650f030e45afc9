namespace OpsPlatform.Cli.Output;

/// <summary>Texts come from others: what could steer a terminal is shown, not sent.</summary>
internal static class Printable
{
    internal static string Of(string text) => string.Concat(text.Select(letter => char.IsWhiteSpace(letter) ? ' ' : char.IsControl(letter) ? '\uFFFD' : letter));
}
