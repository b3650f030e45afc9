using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Grpc.Core;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Output;

/// <summary>What went wrong, for a person or as JSON; and the exit code that says it to a script.</summary>
internal sealed partial record ErrorReport(int ExitCode, string Code, string Reason, string Message)
{
    private IReadOnlyList<FieldViolation> Fields { get; init; } = [];

    private IReadOnlyDictionary<string, string> Facts { get; init; } = new Dictionary<string, string>();

    private string RequestId { get; init; } = "";

    internal static ErrorReport Of(Exception exception, string language) => exception switch
    {
        Failure failure => new(failure.ExitCode, "", failure.Reason, failure.Sentence.In(language)) { Facts = failure.Facts },
        OpsPlatformException refused => new(
            refused.StatusCode == StatusCode.Unauthenticated ? Cli.ExitCode.NotAuthenticated : Cli.ExitCode.Failed,
            WordStart().Replace(refused.StatusCode.ToString(), "_$0").ToUpperInvariant(),
            refused.ReasonText,
            refused.Message)
        {
            Fields = refused.FieldViolations,
            Facts = refused.Metadata,
            RequestId = refused.RequestId,
        },
        OperationCanceledException => new(Cli.ExitCode.Interrupted, "", "INTERRUPTED", new Sentence("Interrupted.", "已中断。").In(language)),
        _ => new(Cli.ExitCode.Failed, "", "DEFECT", new Sentence(
            $"ops itself failed; please report this: {exception}", $"ops 自身出错，请反馈：{exception}").In(language)),
    };

    internal void Write(TextWriter writer, bool asJson)
    {
        if (asJson)
            JsonOutput.Write(writer, ToJson());
        else
            WriteText(writer);
    }

    private void WriteText(TextWriter writer)
    {
        writer.WriteLine(Message);
        foreach (var (field, description) in Fields)
            writer.WriteLine(description == Message ? $"  field: {field}" : $"  {field}: {description}");
        if (Reason is not ("" or "USAGE" or "INTERRUPTED"))
            writer.WriteLine($"  reason: {Reason}");
        if (RequestId.Length > 0)
            writer.WriteLine($"  request_id: {RequestId}");
    }

    private JsonObject ToJson()
    {
        var error = new JsonObject { ["reason"] = Reason, ["message"] = Message };
        if (Code.Length > 0)
            error.Insert(0, "code", Code);
        if (Fields.Count > 0)
            error["fields"] = new JsonArray([.. Fields.Select(field => new JsonObject { ["field"] = field.Field, ["description"] = field.Description })]);
        if (Facts.Count > 0)
            error["metadata"] = new JsonObject(Facts.Select(fact => KeyValuePair.Create(fact.Key, (JsonNode?)fact.Value)));
        if (RequestId.Length > 0)
            error["requestId"] = RequestId;
        return new JsonObject { ["error"] = error };
    }

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex WordStart();
}
