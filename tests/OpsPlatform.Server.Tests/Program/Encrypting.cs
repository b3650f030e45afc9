using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Grpc.Core;
using Grpc.Net.Client;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Testing;

namespace OpsPlatform.Server.Tests.Program;

/// <summary>TLS by Kestrel's own settings, as an operator would give them.</summary>
public sealed class Encrypting(PostgresCluster cluster)
{
    private const string Password = "for this test only";

    [Fact]
    public async Task With_a_certificate_configured_both_endpoints_speak_TLS_and_nothing_else()
    {
        await using var database = await cluster.CreateDatabaseAsync();
        using var certificate = SelfSigned();
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}.pfx");
        await File.WriteAllBytesAsync(file, certificate.Export(X509ContentType.Pkcs12, Password));
        var (grpc, http) = (ServerProcess.FreePort(), ServerProcess.FreePort());
        try
        {
            await using var server = ServerProcess.Start(
                database.ConnectionString,
                $"--Kestrel:Endpoints:Grpc:Url=https://127.0.0.1:{grpc}",
                $"--Kestrel:Endpoints:Http:Url=https://127.0.0.1:{http}",
                $"--Kestrel:Certificates:Default:Path={file}",
                $"--Kestrel:Certificates:Default:Password={Password}");

            using var channel = GrpcChannel.ForAddress($"https://127.0.0.1:{grpc}", new GrpcChannelOptions { HttpHandler = Trusting(certificate), DisposeHttpClient = true });
            (await Refused(channel)).ShouldBe(StatusCode.Unauthenticated);

            using var browser = new HttpClient(Trusting(certificate));
            var discovery = JsonDocument.Parse(await browser.GetStringAsync(new Uri($"https://127.0.0.1:{http}/.well-known/openid-configuration"))).RootElement;
            discovery.GetProperty("issuer").GetString().ShouldBe($"https://127.0.0.1:{http}");

            using var plain = GrpcChannel.ForAddress($"http://127.0.0.1:{grpc}");
            (await Refused(plain)).ShouldBeOneOf(StatusCode.Unavailable, StatusCode.Internal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>How a call without a token ends; it waits for the server to be there.</summary>
    private static async Task<StatusCode> Refused(GrpcChannel channel)
    {
        var options = new CallOptions(deadline: DateTime.UtcNow.AddSeconds(60)).WithWaitForReady();
        var call = async () => await new BudgetService.BudgetServiceClient(channel).GetBudgetAsync(new GetBudgetRequest { Name = "workspaces/acme/budgets/q4-2026" }, options);
        return (await call.ShouldThrowAsync<RpcException>()).StatusCode;
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private static SocketsHttpHandler Trusting(X509Certificate2 certificate) => new()
    {
        SslOptions = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = (_, presented, _, _) => presented?.GetCertHashString(HashAlgorithmName.SHA256) == certificate.GetCertHashString(HashAlgorithmName.SHA256),
        },
    };
}
