using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Grpc.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Npgsql;
using OpsPlatform.Api.V1;
using OpsPlatform.Server.Identity;
using OpsPlatform.Server.Tests.Partners;
using OpsPlatform.Testing;

namespace OpsPlatform.Server.Tests.Identity;

/// <summary>The whole server at its most talkative: what it and its libraries log holds nothing that lets anybody in.</summary>
public sealed class LoggedSecrets(PostgresCluster cluster)
{
    private const string WrongSecret = "a-wrong-secret";
    private const string Misplaced = "a-secret-in-the-wrong-place";

    [Fact]
    public async Task No_line_of_the_log_holds_a_secret_a_token_or_a_key()
    {
        var wrappingKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        await using var server = new RunningServer(cluster)
        {
            Configure = builder =>
            {
                builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
                {
                    ["Logging:LogLevel:Default"] = "Trace",
                    ["Logging:LogLevel:Microsoft.AspNetCore"] = "Trace",
                    ["Logging:LogLevel:Grpc.AspNetCore.Server.ServerCallHandler"] = "Trace",
                    ["Identity:KeyEncryptionKey"] = wrappingKey,
                });
            },
        };
        await server.InitializeAsync();
        server.Log.ExpectError("While parsing a protocol message");

        var admin = await server.AdminAsync();
        var client = await admin.MakeClientAsync();
        var secret = (await admin.Partners.AddClientSecretAsync(new() { Name = client.Name })).Secret;
        using var partner = new ApiClient(server.GrpcAddress, server.HttpAddress, server.Clock, PartnerSteps.Id(client.Name), secret);
        string[] tokens = [await server.Operator.TokenAsync(), await partner.TokenAsync()];
        await AskForTokensAsync(server.HttpAddress, PartnerSteps.Id(client.Name), secret);
        await CallAsync(server, tokens[1]);
        var signer = (await server.Get<SigningKeys>().GetAsync(default)).Newest!.Security.ECDsa;

        var log = string.Join('\n', server.Log.All.Select(record => record.Text));
        server.Log.All.ShouldContain(record => record.Level == LogLevel.Trace);
        log.ShouldContain("Microsoft.AspNetCore.Server.Kestrel");
        log.ShouldContain("/connect/token");
        log.ShouldContain(client.Name[(client.Name.LastIndexOf('/') + 1)..]);
        string[] forbidden =
        [
            secret, WrongSecret, Misplaced, Convert.ToBase64String(Encoding.UTF8.GetBytes($"{PartnerSteps.Id(client.Name)}:{secret}")),
            .. tokens, .. tokens.Select(token => token.Split('.')[2]),
            wrappingKey, server.KeyEncryptionKey, new NpgsqlConnectionStringBuilder(server.Database).Password!,
            Convert.ToBase64String(signer.ExportPkcs8PrivateKey())[..40], Convert.ToHexStringLower(signer.ExportParameters(includePrivateParameters: true).D!),
        ];
        forbidden.ShouldAllBe(text => text.Length >= 12);
        foreach (var text in forbidden)
            log.ShouldNotContain(text, Case.Insensitive);
    }

    private static async Task AskForTokensAsync(Uri address, string clientId, string secret)
    {
        using var http = new HttpClient();
        await PostAsync($"grant_type=client_credentials&client_id={clientId}&client_secret={secret}");
        await PostAsync($"grant_type=client_credentials&client_id={clientId}&client_secret={WrongSecret}");
        await PostAsync($"grant_type=client_credentials&client_id={Misplaced}&client_secret={secret}");
        await PostAsync($"grant_type={Misplaced}", $"{clientId}:{secret}");
        await PostAsync("%zz", $"{clientId}:{WrongSecret}");

        async Task PostAsync(string body, string? credentials = null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, "/connect/token")) { Content = new StringContent(body, Encoding.ASCII, "application/x-www-form-urlencoded") };
            if (credentials is not null)
                request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));
            using var answer = await http.SendAsync(request);
        }
    }

    /// <summary>One that is answered, and one for each way in which one is refused.</summary>
    private static async Task CallAsync(RunningServer server, string token)
    {
        await server.Operator.Budgets.ListBudgetsAsync(new() { Parent = "workspaces/acme" });
        await server.Operator.Budgets.ListBudgetsAsync(new() { Parent = "workspaces/acme", PageSize = -1 }).Refused(ErrorReason.InvalidField);
        await server.Reader.Budgets.CloseBudgetAsync(new() { Name = "workspaces/acme/budgets/q4" }).Refused(ErrorReason.PermissionMissing);
        await server.Operator.Invoker.Send(Rpc.Named("GetBudget"), [10, 200]).Refused(ErrorReason.MessageUnreadable);
        using var stale = ApiClient.Open(server.GrpcAddress, $"Bearer {token}x");
        await stale.CreateCallInvoker().Send(Rpc.Named("GetBudget"), []).Refused(ErrorReason.TokenInvalid);
        using var basic = ApiClient.Open(server.GrpcAddress, $"Basic {WrongSecret}");
        await basic.CreateCallInvoker().Send(Rpc.Named("GetBudget"), []).Refused(ErrorReason.TokenMissing);
    }
}
