using System.Text.RegularExpressions;
using OpsPlatform.Domain;

namespace OpsPlatform.Server.Validation.Formats;

/// <summary>A well-known form of strings: what it is called, and what is of it.</summary>
/// <param name="Name">The rule's name in <c>buf.validate.StringRules</c>.</param>
/// <param name="Example">For people.</param>
internal sealed partial record TextFormat(string Name, string En, string Zh, string Example, Func<string, bool> Fits, bool EmptyFits = false)
{
    private const string HeaderExample = "x-request-source";
    private const int HeaderName = 1;
    private const int HeaderValue = 2;

    private static readonly TextFormat[] All =
    [
        new("email", "an email address", "电子邮件地址", "name@example.com", value => Email().IsMatch(value)),
        new("hostname", "a host name", "主机名", "www.example.com", HostName.Fits),
        new("ip", "an IP address", "IP 地址", "192.0.2.1", value => IpAddress.IsV4(value) || IpAddress.IsV6(value)),
        new("ipv4", "an IPv4 address", "IPv4 地址", "192.0.2.1", IpAddress.IsV4),
        new("ipv6", "an IPv6 address", "IPv6 地址", "2001:db8::1", IpAddress.IsV6),
        new("uri", "an absolute URI", "绝对 URI", "https://example.com/path", UriSyntax.IsUri),
        new("uri_ref", "a URI or a relative reference", "URI 或相对引用", "/path?query", UriSyntax.IsReference, EmptyFits: true),
        new("address", "a host name or IP address", "主机名或 IP 地址", "www.example.com", value => HostName.Fits(value) || IpAddress.IsV4(value) || IpAddress.IsV6(value)),
        new("uuid", "a UUID", "UUID", "0190d1c5-7a3e-7c3f-9d65-3c2f5a1b6e10", value => Uuid().IsMatch(value)),
        new("tuuid", "a UUID without hyphens", "不含连字符的 UUID", "0190d1c57a3e7c3f9d653c2f5a1b6e10", value => TrimmedUuid().IsMatch(value)),
        new("ip_with_prefixlen", "an IP address with a prefix length", "带前缀长度的 IP 地址", "192.0.2.1/24", value => IpAddress.IsWithPrefix(value)),
        new("ipv4_with_prefixlen", "an IPv4 address with a prefix length", "带前缀长度的 IPv4 地址", "192.0.2.1/24", value => IpAddress.IsV4WithPrefix(value)),
        new("ipv6_with_prefixlen", "an IPv6 address with a prefix length", "带前缀长度的 IPv6 地址", "2001:db8::1/64", value => IpAddress.IsV6WithPrefix(value)),
        new("ip_prefix", "an IP prefix, its host bits zero", "主机位为零的 IP 前缀", "192.0.2.0/24", value => IpAddress.IsWithPrefix(value, hostBitsZero: true)),
        new("ipv4_prefix", "an IPv4 prefix, its host bits zero", "主机位为零的 IPv4 前缀", "192.0.2.0/24", value => IpAddress.IsV4WithPrefix(value, hostBitsZero: true)),
        new("ipv6_prefix", "an IPv6 prefix, its host bits zero", "主机位为零的 IPv6 前缀", "2001:db8::/64", value => IpAddress.IsV6WithPrefix(value, hostBitsZero: true)),
        new("host_and_port", "a host and a port", "主机与端口", "example.com:443", HostName.FitsWithPort),
        new("ulid", "a ULID", "ULID", "01ARZ3NDEKTSV4RRFFQ69G5FAV", value => Ulid().IsMatch(value)),
        new("protobuf_fqn", "a fully qualified Protobuf name", "完整的 Protobuf 名称", "google.type.Date", value => ProtobufName().IsMatch(value)),
        new("protobuf_dot_fqn", "a fully qualified Protobuf name with a leading dot", "以点开头的完整 Protobuf 名称", ".google.type.Date", value => value[0] == '.' && ProtobufName().IsMatch(value[1..])),
    ];

    public static IEnumerable<Rule<string>> Of(RuleReader rules)
    {
        foreach (var format in All.Where(format => rules.Is(format.Name)))
        {
            foreach (var rule in format.Rules(rules))
                yield return rule;
        }

        if (rules.TryGet("well_known_regex", given => (int)given, out var header))
        {
            foreach (var rule in OfHeader(header, strict: !rules.TryGet("strict", out bool strict) || strict)?.Rules(rules) ?? [])
                yield return rule;
        }
    }

    /// <summary>Emptiness has a rule of its own, as the most common mistake.</summary>
    private IEnumerable<Rule<string>> Rules(RuleReader rules)
    {
        var must = new Sentence($"must be {En}, such as {Example}", $"必须为{Zh}，例如 {Example}");
        if (!EmptyFits)
            yield return new(rules.Id($"{Name}_empty"), value => value.Length > 0, must, Quoted.Text);
        yield return new(rules.Id(Name), value => value.Length == 0 ? !EmptyFits || Fits(value) : Fits(value), must, Quoted.Text);
    }

    private static TextFormat? OfHeader(int part, bool strict) => part switch
    {
        HeaderName => new("well_known_regex.header_name", "an HTTP header name", "HTTP 标头名", HeaderExample, strict ? value => HeaderToken().IsMatch(value) : IsOneLine),
        HeaderValue => new("well_known_regex.header_value", "an HTTP header value", "HTTP 标头值", "text", strict ? value => HeaderText().IsMatch(value) : IsOneLine, EmptyFits: true),
        _ => null,
    };

    private static bool IsOneLine(string value) => value.AsSpan().IndexOfAny('\0', '\r', '\n') < 0;

    // The form that HTML gives to input fields; RFC 5322 allows far more than any mail server takes.
    [GeneratedRegex(@"\A[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*\z", RegexOptions.NonBacktracking)]
    private static partial Regex Email();

    [GeneratedRegex(@"\A[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\z")]
    private static partial Regex Uuid();

    [GeneratedRegex(@"\A[0-9a-fA-F]{32}\z")]
    private static partial Regex TrimmedUuid();

    // The first character holds two bits only, so it goes no further than 7.
    [GeneratedRegex(@"\A[0-7][0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{25}\z")]
    private static partial Regex Ulid();

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z_0-9]*(?:\.[A-Za-z_][A-Za-z_0-9]*)*\z", RegexOptions.NonBacktracking)]
    private static partial Regex ProtobufName();

    // The comma is none of RFC 9110's token characters; protovalidate lets it pass, and it is the judge.
    [GeneratedRegex(@"\A:?[0-9a-zA-Z!#$%&'*+,\-.^_|~`]+\z")]
    private static partial Regex HeaderToken();

    [GeneratedRegex(@"\A[^\u0000-\u0008\u000A-\u001F\u007F]*\z")]
    private static partial Regex HeaderText();
}
