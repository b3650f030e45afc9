using System.Globalization;

namespace OpsPlatform.Server.Validation.Formats;

/// <summary>IP addresses as RFC 3986 and RFC 4291 write them. The framework's parser also takes forms that others do not, such as <c>127.1</c>.</summary>
internal static class IpAddress
{
    private const int BitsV4 = 32;
    private const int BitsV6 = 128;
    private const int Groups = 8;

    public static bool IsV4(string text) => TryV4(text, out _);

    /// <summary>A zone may follow after a percent sign.</summary>
    public static bool IsV6(string text)
    {
        var zone = text.IndexOf('%');
        return TryV6(zone < 0 ? text : text.AsSpan(0, zone), out _) && zone != text.Length - 1;
    }

    public static bool IsWithPrefix(string text, bool hostBitsZero = false) => IsV4WithPrefix(text, hostBitsZero) || IsV6WithPrefix(text, hostBitsZero);

    public static bool IsV4WithPrefix(string text, bool hostBitsZero = false) =>
        TrySplit(text, BitsV4, out var address, out var length) && TryV4(address, out var bits) && (!hostBitsZero || (bits & HostBits(BitsV4, length)) == 0);

    public static bool IsV6WithPrefix(string text, bool hostBitsZero = false) =>
        TrySplit(text, BitsV6, out var address, out var length) && TryV6(address, out var bits) && (!hostBitsZero || (bits & HostBits(BitsV6, length)) == 0);

    /// <summary>A number of so many digits at most, without leading zeros. The framework's parser alone would let NULs follow.</summary>
    public static bool TryNumber(ReadOnlySpan<char> text, int mostDigits, out int number)
    {
        number = 0;
        return text.Length <= mostDigits
            && !text.ContainsAnyExceptInRange('0', '9')
            && (text is "0" || text is not ['0', ..])
            && int.TryParse(text, NumberStyles.None, null, out number);
    }

    private static UInt128 HostBits(int width, int length) => length == 0 ? UInt128.MaxValue : (UInt128.One << (width - length)) - 1;

    private static bool TrySplit(string text, int width, out ReadOnlySpan<char> address, out int length)
    {
        var slash = text.IndexOf('/');
        address = slash < 0 ? default : text.AsSpan(0, slash);
        length = 0;
        return slash >= 0 && TryNumber(text.AsSpan(slash + 1), 3, out length) && length <= width;
    }

    private static bool TryV4(ReadOnlySpan<char> text, out UInt128 bits)
    {
        bits = 0;
        var count = 0;
        foreach (var range in text.Split('.'))
        {
            if (++count > 4 || !TryNumber(text[range], 3, out var octet) || octet > byte.MaxValue)
                return false;
            bits = (bits << 8) | (uint)octet;
        }

        return count == 4;
    }

    private static bool TryV6(ReadOnlySpan<char> text, out UInt128 bits)
    {
        bits = 0;
        var gap = text.IndexOf("::", StringComparison.Ordinal);
        if (gap < 0)
            return TryGroups(text, endsInV4: true, out bits, out var all) && all == Groups;
        if (!TryGroups(text[..gap], endsInV4: false, out var high, out var left) || !TryGroups(text[(gap + 2)..], endsInV4: true, out var low, out var right) || left + right >= Groups)
            return false;
        bits = low | (left == 0 ? 0 : high << (16 * (Groups - left)));
        return true;
    }

    /// <summary>Groups of up to four hexadecimal digits between colons; the last may be an IPv4 address, which counts as two.</summary>
    private static bool TryGroups(ReadOnlySpan<char> text, bool endsInV4, out UInt128 bits, out int count)
    {
        bits = 0;
        count = 0;
        if (text.IsEmpty)
            return true;
        foreach (var range in text.Split(':'))
        {
            var group = text[range];
            if (endsInV4 && range.End.Value == text.Length && TryV4(group, out var v4))
            {
                bits = (bits << BitsV4) | v4;
                count += 2;
                return true;
            }

            if (++count > Groups || group.Length > 4 || group.Contains('\0') || !ushort.TryParse(group, NumberStyles.AllowHexSpecifier, null, out var piece))
                return false;
            bits = (bits << 16) | piece;
        }

        return true;
    }
}
