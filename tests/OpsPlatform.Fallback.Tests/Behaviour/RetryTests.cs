using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Configuration;
using OpsPlatform.Fallback.Tests.Echo;

namespace OpsPlatform.Fallback.Tests.Behaviour;

public sealed class RetryTests(EchoServer server)
{
    [Fact]
    public async Task A_call_is_retried_as_the_service_config_says()
    {
        using var channel = server.Channel(ThreeAttempts());
        var client = new EchoService.EchoServiceClient(channel);

        (await client.FailAsync(new Failure { Code = (int)StatusCode.Unavailable, Attempts = 2 })).Text.ShouldBe("succeeded after 2");
    }

    [Theory]
    [InlineData(StatusCode.Unavailable, 3)]
    [InlineData(StatusCode.NotFound, 1)]
    public async Task A_call_fails_after_the_last_attempt_and_at_once_where_a_retry_cannot_help(StatusCode code, int attempts)
    {
        using var channel = server.Channel(ThreeAttempts());
        var client = new EchoService.EchoServiceClient(channel);

        var failure = await Should.ThrowAsync<RpcException>(async () => await client.FailAsync(new Failure { Code = (int)code, Attempts = attempts }));

        failure.StatusCode.ShouldBe(code);
    }

    private static GrpcChannelOptions ThreeAttempts()
    {
        var policy = new RetryPolicy
        {
            MaxAttempts = 3,
            InitialBackoff = TimeSpan.FromMilliseconds(1),
            MaxBackoff = TimeSpan.FromMilliseconds(1),
            BackoffMultiplier = 1,
            RetryableStatusCodes = { StatusCode.Unavailable },
        };
        return new() { ServiceConfig = new() { MethodConfigs = { new MethodConfig { Names = { MethodName.Default }, RetryPolicy = policy } } } };
    }
}
