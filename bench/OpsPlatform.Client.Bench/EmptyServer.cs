using System.Net;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpsPlatform.Budgets.V1;

namespace OpsPlatform.Client.Bench;

/// <summary>Answers at once, and does nothing.</summary>
internal sealed class EmptyServer : IAsyncDisposable
{
    private readonly WebApplication _host;

    private EmptyServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddGrpc();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
        });
        _host = builder.Build();
        _host.MapGrpcService<Budgets>();
        _host.MapPost("/connect/token", () => Results.Json(new { access_token = new string('t', 600), token_type = "Bearer", expires_in = 3600 }));
    }

    public string Address { get; private set; } = "";

    public string TokenEndpoint { get; private set; } = "";

    public static async Task<EmptyServer> StartAsync()
    {
        var server = new EmptyServer();
        await server._host.StartAsync();
        var addresses = server._host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ToArray();
        (server.Address, server.TokenEndpoint) = (addresses[0], $"{addresses[1]}/connect/token");
        return server;
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private sealed class Budgets : BudgetService.BudgetServiceBase
    {
        private static readonly Task<Budget> Budget = Task.FromResult(new Budget { Name = "workspaces/acme/budgets/q4", DisplayName = "Fourth quarter" });
        private static readonly Task<Reservation> Reservation = Task.FromResult(new Reservation { Name = "workspaces/acme/budgets/q4/reservations/r1" });

        public override Task<Budget> GetBudget(GetBudgetRequest request, ServerCallContext context) => Budget;

        public override Task<Reservation> ReserveFunds(ReserveFundsRequest request, ServerCallContext context) => Reservation;
    }
}
