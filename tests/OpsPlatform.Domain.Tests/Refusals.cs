using System.Text.RegularExpressions;
using OpsPlatform.Api.V1;

namespace OpsPlatform.Domain.Tests;

/// <summary>What error_reason.proto says of the reasons.</summary>
internal static partial class Refusals
{
    public static ErrorTemplate Template(ErrorReason reason) =>
        ErrorReasonReflection.Descriptor.EnumTypes.Single().FindValueByNumber((int)reason).GetOptions().GetExtension(ErrorReasonExtensions.Error);

    /// <summary>The names in a sentence's braces.</summary>
    public static IReadOnlySet<string> Braces(string sentence) => Brace().Matches(sentence).Select(match => match.Groups[1].Value).ToHashSet();

    public static string Sentence(this Refusal refusal) =>
        refusal.Facts.Aggregate(Template(refusal.Reason).En, (sentence, fact) => sentence.Replace($"{{{fact.Name}}}", fact.Value.ToString()));

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Brace();
}
