namespace OpsPlatform.Server.Validation.Formats;

/// <summary>Names of hosts as RFC 1123 has them: labels of letters, digits and inner hyphens, the last not all digits.</summary>
internal static class HostName
{
    private const int Longest = 253;
    private const int LongestLabel = 63;

    public static bool Fits(string text) => text.Length <= Longest && IsName(text.AsSpan());

    /// <summary>A name or IPv4 address, or an IPv6 address in brackets; then a colon and a port of 0 to 65535.</summary>
    public static bool FitsWithPort(string text)
    {
        var colon = text.LastIndexOf(':');
        if (colon < 0 || !IsPort(text.AsSpan(colon + 1)))
            return false;
        var host = text[..colon];
        return host is ['[', .., ']'] ? IpAddress.IsV6(host[1..^1]) : Fits(host) || IpAddress.IsV4(host);
    }

    private static bool IsName(ReadOnlySpan<char> name)
    {
        if (name is [.. var rooted, '.'])
            name = rooted;
        var last = name;
        foreach (var range in name.Split('.'))
        {
            last = name[range];
            if (!IsLabel(last))
                return false;
        }

        return last.ContainsAnyExceptInRange('0', '9');
    }

    private static bool IsLabel(ReadOnlySpan<char> label)
    {
        if (label.Length is 0 or > LongestLabel || label[0] == '-' || label[^1] == '-')
            return false;
        foreach (var c in label)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '-')
                return false;
        }

        return true;
    }

    private static bool IsPort(ReadOnlySpan<char> text) => IpAddress.TryNumber(text, 5, out var port) && port <= ushort.MaxValue;
}
