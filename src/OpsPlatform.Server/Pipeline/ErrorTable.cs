using System.Text.RegularExpressions;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain;
using OpsPlatform.Server.Validation;
using Status = Google.Rpc.Status;

namespace OpsPlatform.Server.Pipeline;

/// <summary>The one table from a reason to what a caller is told; its rows stand beside the reasons, in error_reason.proto.</summary>
internal static partial class ErrorTable
{
    private const string Domain = "opsplatform";

    private static readonly Dictionary<ErrorReason, (string Name, ErrorTemplate Template)> Rows = ErrorReasonReflection.Descriptor
        .EnumTypes.Single(type => type.Name == nameof(ErrorReason)).Values
        .Where(value => value.Number != 0)
        .ToDictionary(
            value => (ErrorReason)value.Number,
            value => (value.Name, value.GetOptions()?.GetExtension(ErrorReasonExtensions.Error) ?? throw new InvalidOperationException($"{value.FullName} has no `error` option.")));

    public static Status Status(Refusal refusal, string language)
    {
        var status = Status(refusal.Reason, refusal.Facts, refusal.Field.Length == 0 ? [] : [(refusal.Field, "")], language, refusal.RetryDelay);
        if (refusal.Detail is { } detail)
            status.Details.Add(Any.Pack(detail));
        return status;
    }

    public static Status Status(IReadOnlyList<FieldViolation> violations, string language) => Status(
        ErrorReason.InvalidField,
        [("count", violations.Count), ("fields", string.Join(", ", violations.Select(violation => violation.Field).Distinct()))],
        [.. violations.Select(violation => (violation.Field, language == Languages.Chinese ? violation.Description.Zh : violation.Description.En))],
        language);

    /// <summary>The reason as the protos write it.</summary>
    public static string Name(ErrorReason reason) => Rows[reason].Name;

    /// <summary>What a person is told of a refusal.</summary>
    public static string Sentence(Refusal refusal, string language)
    {
        var template = Rows[refusal.Reason].Template;
        return Fill(language == Languages.Chinese ? template.Zh : template.En, refusal.Facts, language);
    }

    private static Status Status(ErrorReason reason, IReadOnlyList<(string Name, object Value)> facts, IReadOnlyList<(string Field, string Sentence)> fields, string language, TimeSpan? retryDelay = null)
    {
        var (name, template) = Rows[reason];
        var english = Fill(template.En, facts, Languages.English);
        var localized = language == Languages.Chinese ? Fill(template.Zh, facts, language) : english;

        // Field 1 is `reason` in today's error_details.proto; this version of the package still calls it by its first name.
        var info = new ErrorInfo { Type = name, Domain = Domain };
        foreach (var (key, value) in facts)
            info.Metadata[key] = value is Micros micros ? micros.Value.ToString() : value.ToString();

        var status = new Status { Code = template.Code, Message = english, Details = { Any.Pack(info) } };
        if (fields.Count > 0)
        {
            var request = new BadRequest();
            foreach (var (field, sentence) in fields)
                request.FieldViolations.Add(new BadRequest.Types.FieldViolation { Field = field, Description = sentence.Length > 0 ? sentence : localized });
            status.Details.Add(Any.Pack(request));
        }

        if (Extra(name, (Code)template.Code, facts, localized) is { } extra)
            status.Details.Add(Any.Pack(extra));
        if ((retryDelay ?? TimeSpan.FromMilliseconds(template.RetryDelayMs)) is { Ticks: > 0 } delay)
            status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(delay) }));
        status.Details.Add(Any.Pack(new LocalizedMessage { Locale = language, Message = localized }));
        return status;
    }

    private static IMessage? Extra(string reason, Code code, IReadOnlyList<(string Name, object Value)> facts, string sentence) => code switch
    {
        Code.FailedPrecondition => new PreconditionFailure { Violations = { new PreconditionFailure.Types.Violation { Type = reason, Description = sentence } } },
        Code.ResourceExhausted => new QuotaFailure { Violations = { new QuotaFailure.Types.Violation { Subject = facts.FirstOrDefault(fact => fact.Name == "subject").Value?.ToString() ?? reason, Description = sentence } } },
        _ => null,
    };

    private static string Fill(string template, IReadOnlyList<(string Name, object Value)> facts, string language) => Braces().Replace(
        template,
        brace => facts.FirstOrDefault(fact => fact.Name == brace.Groups["fact"].Value).Value switch
        {
            Sentence sentence when language == Languages.Chinese => sentence.Zh,
            { } value => value.ToString()!,
            null => brace.Value,
        });

    [GeneratedRegex(@"\{(?<fact>\w+)\}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Braces();
}
