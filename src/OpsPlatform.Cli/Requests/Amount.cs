using System.Text.RegularExpressions;
using Buf.Validate;
using Google.Protobuf.Reflection;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Requests;

/// <summary>Money from the command line: whole units with at most six decimals, exact to the micro.</summary>
internal static partial class Amount
{
    private const int MicrosDigits = 6;

    internal static long ParseUnits(FieldDescriptor field, string option, string text)
    {
        var match = Units().Match(text);
        if (!match.Success)
        {
            throw Failure.Usage(
                $"{option} takes an amount in whole units such as 1234.50, without currency or thousands separators, not '{text}'.",
                $"{option} 须为以元等整数单位表示的金额，例如 1234.50，不含货币符号与千位分隔符，而不是“{text}”。");
        }

        var decimals = match.Groups["decimals"].Value.TrimEnd('0');
        if (decimals.Length > MicrosDigits)
        {
            throw Failure.Usage(
                $"{option} has more than six decimals: '{text}'. The smallest amount is 0.000001.",
                $"{option} 超过六位小数：“{text}”。最小金额为 0.000001。");
        }

        return ParseMicros(field, option, match.Groups["whole"].Value + decimals.PadRight(MicrosDigits, '0'));
    }

    internal static long ParseMicros(FieldDescriptor field, string option, string text)
    {
        var rules = field.GetOptions()?.GetExtension(ValidateExtensions.Field)?.Int64 ?? new Int64Rules();
        var least = rules.HasGte ? rules.Gte : rules.HasGt ? rules.Gt + 1 : long.MinValue;
        var most = rules.HasLte ? rules.Lte : long.MaxValue;
        if (!Int128.TryParse(text, System.Globalization.NumberStyles.AllowLeadingSign, null, out var micros))
        {
            throw Failure.Usage(
                $"{option} takes a whole number of micros (millionths), not '{text}'.",
                $"{option} 须为以百万分之一为单位的整数，而不是“{text}”。");
        }

        return micros >= least && micros <= most
            ? (long)micros
            : throw Failure.Usage(
                $"{option} must be {Format(least)} to {Format(most)}.",
                $"{option} 须在 {Format(least)} 至 {Format(most)} 之间。");
    }

    /// <summary>Whole units with two decimals, more only where the amount has them.</summary>
    internal static string Format(long micros) => Money.FromMicros(micros).ToString("#,0.00####", null);

    /// <summary>Whole units, for what is estimated.</summary>
    internal static string Whole(long micros) => Math.Round(Money.FromMicros(micros), MidpointRounding.AwayFromZero).ToString("#,0", null);

    [GeneratedRegex(@"^(?<whole>-?[0-9]{1,20})(\.(?<decimals>[0-9]{1,20}))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Units();
}
