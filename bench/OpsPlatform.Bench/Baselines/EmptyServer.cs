using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using OpsPlatform.Budgets.V1;

namespace OpsPlatform.Bench.Baselines;

/// <summary>
/// The least that a gRPC server can do: GetBudget answers one message that is in memory. It runs in a process of its own, as the platform
/// does, and ends when its standard input does, so that it never outlives the run.
/// </summary>
internal static class EmptyServer
{
    public const string Verb = "serve-empty";

    public static async Task RunAsync(CancellationToken cancellation)
    {
        await using var input = Console.OpenStandardInput();
        var answer = Budget.Parser.ParseDelimitedFrom(input);

        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(new SameAnswer(answer));
        await using var app = builder.Build();
        app.MapGrpcService<SameAnswer>();

        await app.StartAsync(cancellation);
        await Console.Out.WriteLineAsync(app.Urls.Single());
        await input.CopyToAsync(Stream.Null, cancellation);
        await app.StopAsync(cancellation);
    }

    private sealed class SameAnswer(Budget answer) : BudgetService.BudgetServiceBase
    {
        public override Task<Budget> GetBudget(GetBudgetRequest request, ServerCallContext context) => Task.FromResult(answer);
    }
}
