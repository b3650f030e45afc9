using System.Text.Json;
using OpsPlatform.Client;

namespace Walkthrough.Input;

/// <summary>Where the demo platform is, and whom it lets in: the demo.json that ./run.sh writes.</summary>
internal sealed record Demo(string GrpcEndpoint, string TokenEndpoint, string Issuer, IReadOnlyList<DemoWorkspace> Workspaces)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>The workspace that the walkthrough plays in: the first.</summary>
    public DemoWorkspace Workspace => Workspaces[0];

    public static Demo Read(FileInfo file)
    {
        try
        {
            using var stream = file.OpenRead();
            return JsonSerializer.Deserialize<Demo>(stream, Json) is { Workspaces.Count: > 0 } demo ? demo : throw Unusable("It names no workspace.");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw Unusable(e.Message, e);
        }

        TourException Unusable(string problem, Exception? cause = null) => new($"{file} cannot be used: {problem} Start ./run.sh, which writes a demo.json.", cause);
    }

    public OpsPlatformClient Connect(string clientId, string clientSecret) => new(new OpsPlatformClientOptions
    {
        Address = GrpcEndpoint,
        TokenEndpoint = TokenEndpoint,
        ClientId = clientId,
        ClientSecret = clientSecret,
    });
}

/// <summary>A workspace of the demo and its clients: one that does everything, one that approves what the other submits, and one that looks at contents for the law.</summary>
internal sealed record DemoWorkspace(string Name, string ClientId, string ClientSecret, string ApproverClientId, string ApproverClientSecret, string LegalClientId, string LegalClientSecret)
{
    // The text form of a record shows everything, secrets too.
    public override string ToString() => Name;
}
