using Google.Protobuf.Reflection;

namespace OpsPlatform.Cli.Requests;

/// <summary>Enum values as people write them: `ALLOCATION_PRESET_FIVE_THREE_TWO` is `five-three-two`.</summary>
internal static class EnumNames
{
    internal static IEnumerable<string> Short(EnumDescriptor type) => type.Values.Where(value => value.Number != 0).Select(Short);

    internal static string Short(EnumValueDescriptor value) => Bare(value).Replace('_', '-').ToLowerInvariant();

    /// <summary>The name without its enum's prefix, which the zero value carries too: `STATE_UNSPECIFIED`.</summary>
    internal static string Bare(EnumValueDescriptor value)
    {
        var prefix = value.EnumDescriptor.FindValueByNumber(0).Name.Replace("UNSPECIFIED", "", StringComparison.Ordinal);
        return value.Name.StartsWith(prefix, StringComparison.Ordinal) ? value.Name[prefix.Length..] : value.Name;
    }
}
