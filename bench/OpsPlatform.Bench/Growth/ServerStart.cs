using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using OpsPlatform.Bench.Platform;

namespace OpsPlatform.Bench.Growth;

/// <summary>How long one more server on a node's database takes from its start until it says that it serves.</summary>
internal static class ServerStart
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    public static async Task<TimeSpan> MeasureAsync(FileInfo server, Node node, CancellationToken cancellation)
    {
        var address = FreeAddress();
        var start = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo("dotnet", [server.FullName])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
            Environment =
            {
                ["OPS_DATABASE"] = node.Database,
                ["Kestrel__Endpoints__Grpc__Url"] = address,
                ["Kestrel__Endpoints__Http__Url"] = FreeAddress(),
                ["Logging__LogLevel__Default"] = "Warning",
            },
        })!;
        try
        {
            using var channel = GrpcChannel.ForAddress(address);
            var health = new Health.HealthClient(channel);
            while (!await IsServingAsync(health, cancellation))
            {
                if (process.HasExited || Stopwatch.GetElapsedTime(start) > s_patience)
                    throw new WorthlessRunException($"A server on the database with {node.History.Events:N0} events does not start.");
                await Task.Delay(TimeSpan.FromMilliseconds(5), cancellation);
            }

            return Stopwatch.GetElapsedTime(start);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static async Task<bool> IsServingAsync(Health.HealthClient health, CancellationToken cancellation)
    {
        try
        {
            return (await health.CheckAsync(new HealthCheckRequest(), cancellationToken: cancellation)).Status == HealthCheckResponse.Types.ServingStatus.Serving;
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.Unavailable)
        {
            return false;
        }
    }

    private static string FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://{listener.LocalEndpoint}";
    }
}
