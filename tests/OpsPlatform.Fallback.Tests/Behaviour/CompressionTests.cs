using Grpc.Core;
using Grpc.Net.Client;
using OpsPlatform.Fallback.Tests.Echo;

namespace OpsPlatform.Fallback.Tests.Behaviour;

public sealed class CompressionTests
{
    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public async Task Messages_are_compressed_both_ways(string encoding)
    {
        await using var server = await EchoServer.Compressing(encoding);
        using var wire = new Wire();
        using var channel = server.Channel(new GrpcChannelOptions { HttpHandler = wire, CompressionProviders = [.. EchoServer.Providers()] });
        var client = new EchoService.EchoServiceClient(channel);
        var text = new string('x', 100_000);

        var reply = await client.SayAsync(new Phrase { Text = text }, new Metadata { { "grpc-internal-encoding-request", encoding } });

        reply.Text.ShouldBe(text);
        wire.RequestEncoding.ShouldBe(encoding);
        wire.ResponseEncoding.ShouldBe(encoding);
    }

    [Theory]
    [InlineData("gzip", 0x1f)]
    [InlineData("deflate", 0x78)]
    public void Compressed_bytes_have_the_format_that_the_name_stands_for(string encoding, byte first)
    {
        var provider = EchoServer.Providers().Single(provider => provider.EncodingName == encoding);
        using var compressed = new MemoryStream();
        using (var stream = provider.CreateCompressionStream(compressed, compressionLevel: null))
            stream.Write(new byte[1000]);

        compressed.Length.ShouldBeLessThan(100);
        compressed.ToArray()[0].ShouldBe(first);
        compressed.Position = 0;
        using var restored = new MemoryStream();
        provider.CreateDecompressionStream(compressed).CopyTo(restored);
        restored.ToArray().ShouldBe(new byte[1000]);
    }

    /// <summary>Reads the encodings off the HTTP headers.</summary>
    private sealed class Wire() : DelegatingHandler(new SocketsHttpHandler())
    {
        public string? RequestEncoding { get; private set; }

        public string? ResponseEncoding { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            RequestEncoding = request.Headers.GetValues("grpc-encoding").Single();
            ResponseEncoding = response.Headers.GetValues("grpc-encoding").Single();
            return response;
        }
    }
}
