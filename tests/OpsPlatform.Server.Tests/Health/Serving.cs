using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace OpsPlatform.Server.Tests.Health;

/// <summary>What a load balancer asks, and hears without a token.</summary>
internal sealed class HealthCaller(Uri address) : IDisposable
{
    private readonly GrpcChannel _channel = ApiClient.Open(address);

    public async Task<ServingStatus> CheckAsync(string service = "") =>
        ((HealthCheckResponse)await _channel.CreateCallInvoker().Call(Method("Check"), new HealthCheckRequest { Service = service })).Status;

    /// <summary>Waits for the server when it is not there yet.</summary>
    public AsyncServerStreamingCall<IMessage> Watch(string service = "", CancellationToken cancellation = default) => _channel.CreateCallInvoker()
        .AsyncServerStreamingCall(Method("Watch").Typed(), null, new CallOptions(cancellationToken: cancellation).WithWaitForReady(), new HealthCheckRequest { Service = service });

    public void Dispose() => _channel.Dispose();

    private static MethodDescriptor Method(string name) => Grpc.Health.V1.Health.Descriptor.FindMethodByName(name);
}

public sealed class Serving(RunningServer server) : ServerTest(server)
{
    [Theory]
    [InlineData("")]
    [InlineData("opsplatform.budgets.v1.BudgetService")]
    public async Task A_server_with_its_database_serves(string service)
    {
        using var caller = new HealthCaller(Server.GrpcAddress);
        (await caller.CheckAsync(service)).ShouldBe(ServingStatus.Serving);
    }

    [Fact]
    public async Task An_unknown_service_is_not_found_and_watched_in_case_it_appears()
    {
        using var caller = new HealthCaller(Server.GrpcAddress);
        (await Should.ThrowAsync<RpcException>(caller.CheckAsync("no.such.Service"))).StatusCode.ShouldBe(StatusCode.NotFound);

        using var leave = new CancellationTokenSource();
        using var watch = caller.Watch("no.such.Service", leave.Token);
        (await Next(watch)).ShouldBe(ServingStatus.ServiceUnknown);
        var more = watch.ResponseStream.MoveNext();
        (await caller.CheckAsync()).ShouldBe(ServingStatus.Serving);
        more.IsCompleted.ShouldBeFalse();
        await leave.CancelAsync();
        (await Should.ThrowAsync<RpcException>(more)).StatusCode.ShouldBe(StatusCode.Cancelled);
    }

    [Fact]
    public async Task A_server_that_stops_says_so_and_ends_its_watches()
    {
        await using var other = await Server.StartAnotherAsync();
        using var caller = new HealthCaller(other.GrpcAddress);
        var watches = Enumerable.Range(0, 100).Select(_ => caller.Watch()).ToArray();
        foreach (var watch in watches)
            (await Next(watch)).ShouldBe(ServingStatus.Serving);

        var stopping = other.StopAsync();

        foreach (var watch in watches)
        {
            (await Next(watch)).ShouldBe(ServingStatus.NotServing);
            (await watch.ResponseStream.MoveNext()).ShouldBeFalse("the stream ends in order");
            watch.GetStatus().StatusCode.ShouldBe(StatusCode.OK);
        }

        await stopping.WaitAsync(TimeSpan.FromSeconds(5));
    }

    /// <summary>A status that never comes fails the test instead of holding it up.</summary>
    internal static async Task<ServingStatus> Next(AsyncServerStreamingCall<IMessage> watch)
    {
        (await watch.ResponseStream.MoveNext().WaitAsync(TimeSpan.FromSeconds(60))).ShouldBeTrue();
        return ((HealthCheckResponse)watch.ResponseStream.Current).Status;
    }
}
