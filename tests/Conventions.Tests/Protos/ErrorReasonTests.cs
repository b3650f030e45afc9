using System.Text.RegularExpressions;
using Google.Protobuf.Reflection;
using OpsPlatform.Api.V1;

namespace Conventions.Tests.Protos;

public sealed partial class ErrorReasonTests
{
    private static IEnumerable<EnumValueDescriptor> Sent =>
        ErrorReasonReflection.Descriptor.FindTypeByName<EnumDescriptor>("ErrorReason").Values.Where(value => value.Number != 0);

    [Fact]
    public void Every_reason_has_a_status_code_and_a_sentence_in_both_languages() =>
        Sent.ShouldAll(reason => reason.Name,
            reason => Template(reason) is { Code: > 0, En.Length: > 0, Zh: var chinese } template
                && Enum.IsDefined((Google.Rpc.Code)template.Code)
                && chinese.Any(letter => letter is >= '\u4e00' and <= '\u9fff'));

    [Fact]
    public void Both_sentences_of_a_reason_tell_the_same_facts() =>
        Sent.ShouldAll(reason => reason.Name,
            reason => Template(reason) is { } template && Facts(template.En).SetEquals(Facts(template.Zh)));

    private static ErrorTemplate? Template(EnumValueDescriptor reason) => reason.GetOptions()?.GetExtension(ErrorReasonExtensions.Error);

    private static HashSet<string> Facts(string sentence) => [.. Fact().Matches(sentence).Select(match => match.Value)];

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Fact();
}
