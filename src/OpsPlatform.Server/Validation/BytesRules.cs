using System.Text;
using Google.Protobuf;
using OpsPlatform.Domain;

namespace OpsPlatform.Server.Validation;

/// <summary>The rules of bytes. The bytes that a caller gave are never shown back.</summary>
internal static class BytesRules
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly (string Name, int[] Sizes, Sentence Must)[] Formats =
    [
        ("ip", [4, 16], new("must be an IP address of 4 or 16 bytes", "必须为 4 或 16 字节的 IP 地址")),
        ("ipv4", [4], new("must be an IPv4 address of 4 bytes", "必须为 4 字节的 IPv4 地址")),
        ("ipv6", [16], new("must be an IPv6 address of 16 bytes", "必须为 16 字节的 IPv6 地址")),
        ("uuid", [16], new("must be a UUID of 16 bytes", "必须为 16 字节的 UUID")),
    ];

    public static IEnumerable<Rule<ByteString>> Of(RuleReader rules, string place)
    {
        if (rules.TryGet("const", out ByteString constant))
            yield return new(rules.Id("const"), constant.Equals, new($"must be {Hex(constant)}", $"必须为 {Hex(constant)}"));
        foreach (var rule in TextRules.Lengths<ByteString>(rules, "len", "min_len", "max_len", value => value.Length, "bytes", "字节"))
            yield return rule;
        if (rules.TryGet("pattern", out string pattern))
        {
            var regex = Re2Pattern.Compile(pattern, place);
            yield return new(rules.Id("pattern"), value => Utf8(value) is { } text && regex.IsMatch(text), new($"must be UTF-8 that matches {pattern}", $"必须为匹配 {pattern} 的 UTF-8"));
        }

        if (rules.TryGet("prefix", out ByteString prefix))
            yield return new(rules.Id("prefix"), value => value.Span.StartsWith(prefix.Span), new($"must begin with {Hex(prefix)}", $"必须以 {Hex(prefix)} 开头"));
        if (rules.TryGet("suffix", out ByteString suffix))
            yield return new(rules.Id("suffix"), value => value.Span.EndsWith(suffix.Span), new($"must end in {Hex(suffix)}", $"必须以 {Hex(suffix)} 结尾"));
        if (rules.TryGet("contains", out ByteString part))
            yield return new(rules.Id("contains"), value => value.Span.IndexOf(part.Span) >= 0, new($"must contain {Hex(part)}", $"必须包含 {Hex(part)}"));
        if (rules.List("in") is { Count: > 0 } allowed)
            yield return new(rules.Id("in"), allowed.Contains, RangeRules.OneOf(allowed.Select(Hex)));
        if (rules.List("not_in") is { Count: > 0 } denied)
            yield return new(rules.Id("not_in"), value => !denied.Contains(value), RangeRules.NoneOf(denied.Select(Hex)));
        foreach (var (name, sizes, must) in Formats.Where(format => rules.Is(format.Name)))
        {
            yield return new(rules.Id($"{name}_empty"), value => !value.IsEmpty, must);
            yield return new(rules.Id(name), value => value.IsEmpty || sizes.Contains(value.Length), must);
        }
    }

    private static string? Utf8(ByteString bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes.Span);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static string Hex(object bytes) => "0x" + Convert.ToHexStringLower(((ByteString)bytes).Span);
}
