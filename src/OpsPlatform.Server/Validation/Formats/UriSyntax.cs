using System.Text;
using System.Text.RegularExpressions;

namespace OpsPlatform.Server.Validation.Formats;

/// <summary>URIs as RFC 3986 writes them, with the zones of RFC 6874. <see cref="Uri"/> mends what it reads, so it cannot judge.</summary>
internal static partial class UriSyntax
{
    private const string Escaped = "%[0-9A-Fa-f]{2}";
    private const string Plain = "A-Za-z0-9._~!$&'()*+,;=";
    private const string PathChar = $"(?:[{Plain}:@-]|{Escaped})";
    private const string Authority = $@"(?:(?:[{Plain}:-]|{Escaped})*@)?(?<host>\[(?<literal>[^\]]*)\]|(?:[{Plain}-]|{Escaped})*)(?::[0-9]*)?";
    private const string Rest = $@"(?:\?(?:{PathChar}|[/?])*)?(?:#(?:{PathChar}|[/?])*)?\z";
    private const string Rooted = $"//{Authority}(?:/{PathChar}*)*|/(?:{PathChar}+(?:/{PathChar}*)*)?";

    public static bool IsUri(string text) => Fits(Absolute().Match(text));

    public static bool IsReference(string text) => IsUri(text) || Fits(Relative().Match(text));

    [GeneratedRegex($@"\A[A-Za-z][A-Za-z0-9+.-]*:(?:{Rooted}|{PathChar}+(?:/{PathChar}*)*|){Rest}", RegexOptions.NonBacktracking)]
    private static partial Regex Absolute();

    // The first segment has no colon, because it would read as a scheme.
    [GeneratedRegex($@"\A(?:{Rooted}|(?:[{Plain}@-]|{Escaped})+(?:/{PathChar}*)*|){Rest}", RegexOptions.NonBacktracking)]
    private static partial Regex Relative();

    [GeneratedRegex($@"\Av[0-9A-Fa-f]+\.[{Plain}:-]+\z", RegexOptions.NonBacktracking)]
    private static partial Regex FutureAddress();

    [GeneratedRegex($@"\A(?:[A-Za-z0-9._~-]|{Escaped})+\z", RegexOptions.NonBacktracking)]
    private static partial Regex Zone();

    private static bool Fits(Match match) =>
        match.Success && (!match.Groups["literal"].Success || IsAddress(match.Groups["literal"].Value)) && EscapesUtf8(match.Groups["host"].Value);

    private static bool IsAddress(string literal)
    {
        var zone = literal.IndexOf("%25", StringComparison.Ordinal);
        return FutureAddress().IsMatch(literal)
            || (zone < 0 ? !literal.Contains('%') && IpAddress.IsV6(literal) : IpAddress.IsV6(literal[..zone]) && Zone().IsMatch(literal[(zone + 3)..]));
    }

    /// <summary>In a host, escapes must spell UTF-8 (RFC 3986, 3.2.2).</summary>
    /// <param name="host">Of the syntax that a host has, so that each percent sign is followed by two digits.</param>
    private static bool EscapesUtf8(string host)
    {
        if (!host.Contains('%'))
            return true;
        var bytes = new List<byte>(host.Length);
        for (var i = 0; i < host.Length; i++)
        {
            bytes.Add(host[i] == '%' ? Convert.ToByte(host.Substring(i + 1, 2), 16) : (byte)host[i]);
            i += host[i] == '%' ? 2 : 0;
        }

        return System.Text.Unicode.Utf8.IsValid(bytes.ToArray());
    }
}
