using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

[assembly: AssemblyFixture(typeof(OpsPlatform.Fallback.Tests.Echo.EchoServer))]

namespace OpsPlatform.Fallback.Tests.Echo;

/// <summary>A real server on two sockets of this machine: plain text and TLS.</summary>
public sealed class EchoServer : IAsyncLifetime
{
    private readonly X509Certificate2 certificate = SelfSigned();
    private readonly WebApplication application;

    public EchoServer()
        : this(responseEncoding: null)
    {
    }

    private EchoServer(string? responseEncoding)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate).Protocols = HttpProtocols.Http2);
        });
        builder.Services.AddSingleton<Cancellations>();
        builder.Services.AddGrpc(options =>
        {
            options.Interceptors.Add<ServerStamp>();
            options.ResponseCompressionAlgorithm = responseEncoding;
            options.CompressionProviders = [.. Providers()];
        });
        application = builder.Build();
        application.MapGrpcService<Echoes>();
    }

    public string PlainAddress => Addresses().First(address => address.StartsWith("http:", StringComparison.Ordinal));

    public string SecureAddress => Addresses().First(address => address.StartsWith("https:", StringComparison.Ordinal));

    internal Cancellations Cancellations => application.Services.GetRequiredService<Cancellations>();

    public static async Task<EchoServer> Compressing(string encoding)
    {
        var server = new EchoServer(encoding);
        await server.InitializeAsync();
        return server;
    }

    public static IEnumerable<ICompressionProvider> Providers() =>
        [new GzipCompressionProvider(CompressionLevel.Fastest), new DeflateCompressionProvider(CompressionLevel.Fastest)];

    public async ValueTask InitializeAsync() => await application.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await application.DisposeAsync();
        certificate.Dispose();
    }

    public GrpcChannel Channel(GrpcChannelOptions? options = null) => GrpcChannel.ForAddress(PlainAddress, options ?? new());

    public GrpcChannel SecureChannel(ChannelCredentials credentials) => GrpcChannel.ForAddress(SecureAddress, new()
    {
        Credentials = credentials,
        DisposeHttpClient = true,
        HttpHandler = new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, presented, _, _) => certificate.Equals(presented) } },
    });

    internal EchoService.EchoServiceClient Client() => new(Channel());

    private ICollection<string> Addresses() =>
        application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = DateTimeOffset.UtcNow;
        return new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
