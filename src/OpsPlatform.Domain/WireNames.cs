using System.Text.Json;

namespace OpsPlatform.Domain;

internal static class WireNames
{
    /// <summary>An enum value as the protos write it, without its enum's prefix: <c>PENDING_APPROVAL</c>.</summary>
    public static string WireName<TEnum>(this TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.ToString());
}
