using Grpc.Core;
using Grpc.Core.Interceptors;
using OpsPlatform.Fallback.Tests.Echo;

namespace OpsPlatform.Fallback.Tests.Behaviour;

public sealed class InterceptorTests(EchoServer server)
{
    [Fact]
    public async Task The_first_interceptor_sees_each_call_first_whatever_its_shape()
    {
        var seen = new List<string>();
        using var channel = server.Channel();
        var client = new EchoService.EchoServiceClient(channel.Intercept(new Recorder("a", seen), new Recorder("b", seen)));

        client.Say(new Phrase());
        await client.SayAsync(new Phrase());
        using var gather = client.Gather();
        using var spell = client.Spell(new Phrase());
        using var converse = client.Converse();

        seen.ShouldBe(["a:blocking", "b:blocking", "a:Say", "b:Say", "a:Gather", "b:Gather", "a:Spell", "b:Spell", "a:Converse", "b:Converse"]);
    }

    [Fact]
    public void The_interceptor_added_last_sees_a_call_first()
    {
        var seen = new List<string>();
        using var channel = server.Channel();

        new EchoService.EchoServiceClient(channel.Intercept(new Recorder("a", seen)).Intercept(new Recorder("b", seen))).Say(new Phrase());

        seen.ShouldBe(["b:blocking", "a:blocking"]);
    }

    [Fact]
    public async Task A_delegate_changes_the_headers_of_each_call()
    {
        using var channel = server.Channel();
        var client = new EchoService.EchoServiceClient(channel.Intercept(headers =>
        {
            headers.Add("echo-added", $"to {headers.Count}");
            return headers;
        }));

        using var bare = client.SayAsync(new Phrase());
        using var dressed = client.SayAsync(new Phrase(), new Metadata { { "echo-own", "1" } });

        (await bare.ResponseHeadersAsync).GetValue("echo-added").ShouldBe("to 0");
        (await dressed.ResponseHeadersAsync).GetValue("echo-added").ShouldBe("to 1");
        (await dressed.ResponseHeadersAsync).GetValue("echo-own").ShouldBe("1");
    }

    [Fact]
    public async Task An_interceptor_that_overrides_nothing_passes_every_shape_through()
    {
        using var channel = server.Channel();
        var client = new EchoService.EchoServiceClient(channel.Intercept(new Bystander()));

        client.Say(new Phrase { Text = "one" }).Text.ShouldBe("one");
        (await client.SayAsync(new Phrase { Text = "one" })).Text.ShouldBe("one");
        using var gather = client.Gather();
        await gather.RequestStream.CompleteAsync();
        (await gather).Text.ShouldBe("");
        using var spell = client.Spell(new Phrase { Text = "one" });
        (await spell.ResponseStream.MoveNext()).ShouldBeTrue();
        using var converse = client.Converse();
        await converse.RequestStream.CompleteAsync();
        (await converse.ResponseStream.MoveNext()).ShouldBeFalse();
    }

    [Fact]
    public void A_copy_of_a_client_addresses_another_host()
    {
        var invoker = new Addressee();

        new EchoService.EchoServiceClient(invoker).WithHost("other").Say(new Phrase());
        new EchoService.EchoServiceClient(invoker).Say(new Phrase());

        invoker.Hosts.ShouldBe(["other", null]);
    }

    private sealed class Bystander : Interceptor;

    private sealed class Recorder(string name, List<string> seen) : Interceptor
    {
        public override TResponse BlockingUnaryCall<TRequest, TResponse>(
            TRequest request,
            ClientInterceptorContext<TRequest, TResponse> context,
            BlockingUnaryCallContinuation<TRequest, TResponse> continuation)
        {
            seen.Add($"{name}:blocking");
            return continuation(request, context);
        }

        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            TRequest request,
            ClientInterceptorContext<TRequest, TResponse> context,
            AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
        {
            seen.Add($"{name}:{context.Method.Name}");
            return continuation(request, context);
        }

        public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
            TRequest request,
            ClientInterceptorContext<TRequest, TResponse> context,
            AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation)
        {
            seen.Add($"{name}:{context.Method.Name}");
            return continuation(request, context);
        }

        public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
            ClientInterceptorContext<TRequest, TResponse> context,
            AsyncClientStreamingCallContinuation<TRequest, TResponse> continuation)
        {
            seen.Add($"{name}:{context.Method.Name}");
            return continuation(context);
        }

        public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
            ClientInterceptorContext<TRequest, TResponse> context,
            AsyncDuplexStreamingCallContinuation<TRequest, TResponse> continuation)
        {
            seen.Add($"{name}:{context.Method.Name}");
            return continuation(context);
        }
    }

    /// <summary>Notes the host that a call is addressed to, and answers without a server.</summary>
    private sealed class Addressee : CallInvoker
    {
        public List<string?> Hosts { get; } = [];

        public override TResponse BlockingUnaryCall<TRequest, TResponse>(
            Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
        {
            Hosts.Add(host);
            return Activator.CreateInstance<TResponse>();
        }

        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) => throw new NotSupportedException();

        public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
            Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) => throw new NotSupportedException();

        public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
            Method<TRequest, TResponse> method, string? host, CallOptions options) => throw new NotSupportedException();

        public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
            Method<TRequest, TResponse> method, string? host, CallOptions options) => throw new NotSupportedException();
    }
}
