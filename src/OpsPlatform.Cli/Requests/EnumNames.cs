using Google.Protobuf.Reflection;

namespace OpsPlatform.Cli.Requests;

/// <summary>Enum values as people write them: `ALLOCATION_PRESET_FIVE_THREE_TWO` is `five-three-two`.</summary>
internal static class EnumNames
{
    internal static IEnumerable<string> Short(EnumDescriptor type) => type.Values.Where(value => value.Number != 0).Select(Short);

    internal static string Short(EnumValueDescriptor value) => Bare(value).Replace('_', '-').ToLowerInvariant();

    /// <summary>A value of an answer; empty where nothing is said, a number where this command line is too old to know it.</summary>
    internal static string Text<TEnum>(TEnum value)
        where TEnum : struct, Enum
    {
        var number = Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture);
        return number == 0 ? "" : System.Text.Json.JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.ToString());
    }

    /// <summary>The name without its enum's prefix, which the zero value carries too: `STATE_UNSPECIFIED`.</summary>
    internal static string Bare(EnumValueDescriptor value)
    {
        var prefix = value.EnumDescriptor.FindValueByNumber(0).Name.Replace("UNSPECIFIED", "", StringComparison.Ordinal);
        return value.Name.StartsWith(prefix, StringComparison.Ordinal) ? value.Name[prefix.Length..] : value.Name;
    }
}
