using System.Text.RegularExpressions;
using Buf.Validate;
using Google.Protobuf.Reflection;

namespace Conventions.Tests.Protos;

/// <summary>Whether the limits of a field put an end to its size.</summary>
internal static partial class Bounds
{
    public static bool Hold(FieldDescriptor field)
    {
        var limits = field.Limits();
        return field switch
        {
            { IsMap: true } => limits.Map?.HasMaxPairs is true,
            { IsRepeated: true } => limits.Repeated is { HasMaxItems: true, Items: var items } && HoldOne(field.FieldType, items ?? new FieldRules()),
            _ => HoldOne(field.FieldType, limits),
        };
    }

    private static bool HoldOne(FieldType type, FieldRules limits) => type switch
    {
        FieldType.String => limits.String is { } text
            && (text.HasMaxLen || text.HasMaxBytes || text.HasLen || text.HasUuid || text.In.Count > 0 || (text.HasPattern && IsBounded(text.Pattern))),
        FieldType.Bytes => limits.Bytes is { } bytes && (bytes.HasMaxLen || bytes.HasLen),
        _ => true,
    };

    private static bool IsBounded(string pattern) => pattern is ['^', .., '$'] && !Unbounded().IsMatch(pattern);

    [GeneratedRegex(@"[*+]|\{\d+,\}")]
    private static partial Regex Unbounded();
}
