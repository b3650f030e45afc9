using Grpc.Core;
using Grpc.Net.Client;
using OpsPlatform.Fallback.Tests.Echo;

namespace OpsPlatform.Fallback.Tests.Behaviour;

public sealed class CredentialsTests(EchoServer server)
{
    [Fact]
    public async Task Credentials_of_a_channel_go_with_each_call()
    {
        AuthInterceptorContext? asked = null;
        var token = CallCredentials.FromInterceptor((context, metadata) =>
        {
            asked = context;
            metadata.Add("echo-token", "t1");
            return Task.CompletedTask;
        });
        using var channel = server.SecureChannel(ChannelCredentials.Create(new SslCredentials(), token));

        (await Said(channel, new())).GetAll("echo-token").Select(entry => entry.Value).ShouldBe(["t1"]);

        asked!.MethodName.ShouldBe("Say");
        asked.ServiceUrl.ShouldBe($"{server.SecureAddress}/opsplatform.fallback.tests.EchoService");
    }

    [Fact]
    public async Task Composed_credentials_add_their_headers_in_order()
    {
        using var channel = server.SecureChannel(ChannelCredentials.SecureSsl);
        var options = new CallOptions(credentials: CallCredentials.Compose(Token("t1"), CallCredentials.Compose(Token("t2"), Token("t3"))));

        (await Said(channel, options)).GetValue("echo-token").ShouldBe("t1, t2, t3", "HTTP joins the values of a repeated header");
    }

    [Fact]
    public async Task Credentials_that_fail_fail_the_call()
    {
        using var channel = server.SecureChannel(ChannelCredentials.SecureSsl);
        var refused = CallCredentials.FromInterceptor((_, _) => throw new RpcException(new Status(StatusCode.Unauthenticated, "no token")));

        var failure = await Should.ThrowAsync<RpcException>(Said(channel, new CallOptions(credentials: refused)));

        failure.StatusCode.ShouldBe(StatusCode.Unauthenticated);
    }

    [Fact]
    public async Task Credentials_are_not_sent_over_plain_text_unless_the_channel_allows_it()
    {
        var credentials = ChannelCredentials.Create(ChannelCredentials.Insecure, Token("t1"));
        using var careless = server.Channel(new() { Credentials = credentials, UnsafeUseInsecureChannelCallCredentials = true });

        Should.Throw<InvalidOperationException>(() => server.Channel(new() { Credentials = credentials }));
        (await Said(careless, new())).GetValue("echo-token").ShouldBe("t1");
    }

    [Fact]
    public void Nothing_of_a_composition_is_null()
    {
        Should.Throw<ArgumentNullException>(() => ChannelCredentials.Create(null!, Token("t1")));
        Should.Throw<ArgumentNullException>(() => ChannelCredentials.Create(ChannelCredentials.SecureSsl, null!));
        Should.Throw<ArgumentNullException>(() => CallCredentials.FromInterceptor(null!));
    }

    [Fact]
    public void One_alone_is_not_a_composition() => Should.Throw<ArgumentException>(() => CallCredentials.Compose(Token("t1")));

    [Fact]
    public void Tls_credentials_keep_what_they_are_given()
    {
        var pair = new KeyCertificatePair("chain", "key");
        var credentials = new SslCredentials("roots", pair);

        credentials.RootCertificates.ShouldBe("roots");
        credentials.KeyCertificatePair.ShouldBe(pair);
        (pair.CertificateChain, pair.PrivateKey).ShouldBe(("chain", "key"));
        new SslCredentials().RootCertificates.ShouldBeNull();
    }

    private static CallCredentials Token(string value) => CallCredentials.FromInterceptor((_, metadata) =>
    {
        metadata.Add("echo-token", value);
        return Task.CompletedTask;
    });

    private static async Task<Metadata> Said(GrpcChannel channel, CallOptions options)
    {
        using var call = new EchoService.EchoServiceClient(channel).SayAsync(new Phrase(), options);
        await call;
        return call.GetTrailers();
    }
}
