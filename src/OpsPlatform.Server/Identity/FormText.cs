using System.Text;

namespace OpsPlatform.Server.Identity;

/// <summary>
/// Decodes application/x-www-form-urlencoded text and refuses what is malformed. The framework's decoders let broken escapes and
/// bytes that are no UTF-8 pass, so that different requests could come to mean the same.
/// </summary>
internal static class FormText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="encoded">One character a byte.</param>
    /// <returns>Null when it is malformed.</returns>
    public static string? Decode(ReadOnlySpan<char> encoded)
    {
        var bytes = new byte[encoded.Length];
        var size = 0;
        for (var i = 0; i < encoded.Length; i++)
        {
            switch (encoded[i])
            {
                case '+':
                    bytes[size++] = (byte)' ';
                    break;
                case '%' when i + 2 < encoded.Length && char.IsAsciiHexDigit(encoded[i + 1]) && char.IsAsciiHexDigit(encoded[i + 2]):
                    bytes[size++] = Convert.FromHexString(encoded.Slice(i + 1, 2))[0];
                    i += 2;
                    break;
                case '%' or > '\u00FF':
                    return null;
                default:
                    bytes[size++] = (byte)encoded[i];
                    break;
            }
        }

        return DecodeUtf8(bytes.AsSpan(0, size));
    }

    /// <returns>Null when it is no UTF-8.</returns>
    public static string? DecodeUtf8(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
