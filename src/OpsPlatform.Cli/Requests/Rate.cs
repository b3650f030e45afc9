using System.Globalization;
using System.Text.RegularExpressions;
using Google.Protobuf.Reflection;

namespace OpsPlatform.Cli.Requests;

/// <summary>Exchange rates from the command line: decimals with at most nine places, exact to the billionth that they are stored in.</summary>
internal static partial class Rate
{
    private const decimal Nanos = 1_000_000_000;

    internal static bool Is(FieldDescriptor field) => field.Name.EndsWith("_nanos", StringComparison.Ordinal);

    /// <summary>So many digits fit into a decimal without rounding.</summary>
    internal static long Parse(string option, string text) => Decimals().IsMatch(text) && decimal.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) is > 0 and <= Nanos and var rate
        ? (long)(rate * Nanos)
        : throw Failure.Usage(
            $"{option} takes a rate of 0.000000001 to 1,000,000,000 with at most nine decimals, such as 7.1234, not '{text}'.",
            $"{option} 须为 0.000000001 至 1,000,000,000 之间、最多九位小数的汇率，例如 7.1234，而不是“{text}”。");

    internal static string Format(long nanos) => (nanos / Nanos).ToString("0.#########", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^[0-9]{1,10}(\.[0-9]{1,9})?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Decimals();
}
