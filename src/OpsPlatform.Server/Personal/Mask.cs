using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace OpsPlatform.Server.Personal;

/// <summary>
/// What answers show of a personal text: enough for people to recognise what they know, and neither the rest nor its length. The form is chosen by
/// what the text looks like, since a contact can be anything; what looks like nothing known shows its first character. No text is shown whole.
/// </summary>
internal static partial class Mask
{
    private const string Hidden = "***";

    /// <summary>Of shorter telephone numbers, nothing is shown: it would be nearly all of them.</summary>
    private const int LeastPhoneDigits = 11;

    /// <summary>As E.164 has it; what is longer is a number of another kind.</summary>
    private const int MostPhoneDigits = 15;

    public static string Of(string text)
    {
        var plain = string.Concat(text.Select(Narrow)).Trim();
        if (plain.Length == 0)
            return text.Length == 0 ? "" : Hidden;
        if (Phone.IsMatch(plain))
        {
            var digits = OwnCountry.Replace(string.Concat(plain.Where(char.IsAsciiDigit)), "");
            return digits.Length switch
            {
                < LeastPhoneDigits => Hidden,
                > MostPhoneDigits => First(plain),
                _ => $"{digits[..3]}****{digits[^4..]}",
            };
        }

        return Email.Match(plain) is { Success: true } email ? $"{First(email.Groups["local"].Value)}@{email.Groups["domain"].Value}" : First(plain);
    }

    /// <summary>Whether somebody sends back what an answer has shown.</summary>
    public static bool IsIn(string text) => text.Contains(Hidden, StringComparison.Ordinal);

    /// <summary>Digits and signs of full width are what they look like. Not by Unicode's normalization, which does nothing where a server runs without ICU.</summary>
    private static char Narrow(char c) => c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - '\uFF01' + '!') : c;

    private static string First(string text) =>
        StringInfo.GetNextTextElementLength(text) == text.Length ? Hidden : $"{Rune.GetRuneAt(text, 0)}{Hidden}";

    [GeneratedRegex(@"^\+?[0-9(][0-9 ().-]{5,23}$", RegexOptions.CultureInvariant)]
    private static partial Regex Phone { get; }

    /// <summary>The country code before a Chinese mobile number, which is known by its first digits without it.</summary>
    [GeneratedRegex("^(00)?86(?=1[0-9]{10}$)", RegexOptions.ExplicitCapture)]
    private static partial Regex OwnCountry { get; }

    [GeneratedRegex(@"^(?<local>[^@\s]+)@(?<domain>[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63}){1,3})$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Email { get; }
}
