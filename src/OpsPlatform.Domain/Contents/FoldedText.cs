using System.Security.Cryptography;
using System.Text;

namespace OpsPlatform.Domain.Contents;

/// <summary>
/// A text as words are looked for in it: letters and digits alone, without case, half width, in simplified characters. Whatever is put between
/// letters to hide a word (spaces, punctuation, symbols, emoji, marks without width) is gone.
/// </summary>
/// <param name="Text">What is left.</param>
/// <param name="Places">Where each char of it stands in the original text, as an index of a UTF-16 unit.</param>
internal sealed record FoldedText(string Text, int[] Places)
{
    private const char FirstFullWidth = '\uff01';
    private const char LastFullWidth = '\uff5e';
    private const int FullWidthDistance = 0xfee0;

    public static FoldedText Of(string original)
    {
        var (text, places, count) = (new char[original.Length], new int[original.Length], 0);
        for (var i = 0; i < original.Length; i++)
        {
            // Both units of a pair are what the pair is.
            var isLowOfPair = i > 0 && char.IsSurrogatePair(original[i - 1], original[i]);
            if (char.IsLetterOrDigit(original, isLowOfPair ? i - 1 : i))
                (text[count], places[count++]) = (Fold(original[i]), i);
        }

        return new FoldedText(new string(text, 0, count), places[..count]);
    }

    /// <summary>The SHA-256 of what is left of a text, in hexadecimal; empty when nothing is.</summary>
    public static string Sha256(string original) => Of(original).Text is { Length: > 0 } text ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))) : "";

    private static char Fold(char letter)
    {
        if (letter is >= FirstFullWidth and <= LastFullWidth)
            letter = (char)(letter - FullWidthDistance);
        return SimplifiedCharacters.Of(char.ToLowerInvariant(letter));
    }
}
