using Grpc.Core;
using OpsPlatform.Server.Tests.Health;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace OpsPlatform.Server.Tests.Program;

/// <summary>How the process ends when it is told to, and what its callers have of it.</summary>
public sealed class Ending(RunningServer server) : ServerTest(server)
{
    private readonly int _grpcPort = ServerProcess.FreePort();
    private readonly int _httpPort = ServerProcess.FreePort();

    [Fact]
    public async Task SIGTERM_ends_it_in_order_within_five_seconds()
    {
        await using var process = StartProcess();
        using var health = new HealthCaller(Grpc);
        using var watch = health.Watch();
        while (await Serving.Next(watch) != ServingStatus.Serving)
        {
        }

        var ended = process.EndAsync();
        process.Terminate();

        (await Serving.Next(watch)).ShouldBe(ServingStatus.NotServing);
        (await watch.ResponseStream.MoveNext()).ShouldBeFalse();
        var (status, _, errors) = await ended.WaitAsync(TimeSpan.FromSeconds(5));
        (status, errors).ShouldBe((0, ""));
    }

    private Uri Grpc => new($"http://127.0.0.1:{_grpcPort}");

    /// <summary>By the true clock, on the database of the server that the other tests use by a clock that stands still.</summary>
    private ServerProcess StartProcess() => ServerProcess.Start(Server.Database, [.. ServerProcess.Ports(_grpcPort, _httpPort), "--Identity:Issuer=https://ops.example", "--Logging:LogLevel:Default=Warning"]);
}
