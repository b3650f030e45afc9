using Google.Rpc;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Server.Health;
using OpsPlatform.Server.Tests.Budgets;
using OpsPlatform.Testing;
using static Grpc.Health.V1.HealthCheckResponse.Types;
using static OpsPlatform.Server.Tests.Budgets.BudgetSteps;

namespace OpsPlatform.Server.Tests.Health;

/// <summary>A server whose database is stopped, killed and started again, on a PostgreSQL that is nobody else's.</summary>
public sealed class DatabaseOutage
{
    [Fact]
    public async Task Without_its_database_the_server_is_unavailable_and_recovers_by_itself()
    {
        await using var postgres = new PostgresServer();
        await using var server = new RunningServer(await postgres.StartAsync());
        await server.InitializeAsync();
        using var health = new HealthCaller(server.GrpcAddress);
        using var watch = health.Watch();
        (await Serving.Next(watch)).ShouldBe(ServingStatus.Serving);
        var budget = await server.ActiveAsync(("content", 100));
        var first = await Hold(server, budget, "first");

        await postgres.StopAsync();

        await MustBeUnavailable(server, budget);
        await server.RunOnceAsync<DatabaseProbe>();
        (await Serving.Next(watch)).ShouldBe(ServingStatus.NotServing);
        (await health.CheckAsync("opsplatform.budgets.v1.BudgetService")).ShouldBe(ServingStatus.NotServing);
        server.Clock.Advance(TimeSpan.FromMinutes(2));
        await MustBeUnavailable(server, budget);
        server.Log.All.ShouldContain(record => record.Level == LogLevel.Warning && record.Text.Contains("The database has become unavailable"));

        await postgres.StartAsync();

        await server.RunOnceAsync<DatabaseProbe>();
        (await Serving.Next(watch)).ShouldBe(ServingStatus.Serving);
        (await Hold(server, budget, "first")).ShouldBe(first, "what was acknowledged is there");
        await Hold(server, budget, "second");
        (await server.GetAsync(budget.Name)).Balance().ShouldBe((6, 0, 94));

        postgres.Kill();
        (await Operator(server).GetBudgetAsync(new() { Name = budget.Name }).Outcome())?.Code.ShouldBe(StatusCode.Unavailable);
        await postgres.StartAsync();
        (await server.GetAsync(budget.Name)).Balance().ShouldBe((6, 0, 94));
        await server.LedgerMustGiveTheLinesAsync(budget.Name);
    }

    private static async Task MustBeUnavailable(RunningServer server, Budget budget)
    {
        var write = await Operator(server).ReserveFundsAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 3, RequestId = $"{Guid.NewGuid()}" }).Refused(ErrorReason.StoreUnavailable);
        var read = await Operator(server).GetBudgetAsync(new() { Name = budget.Name }).Refused(ErrorReason.StoreUnavailable);
        var list = await Operator(server).ListEntriesAsync(new() { Parent = budget.Name }).Refused(ErrorReason.StoreUnavailable);
        foreach (var error in new[] { write, read, list })
        {
            error.Code.ShouldBe(StatusCode.Unavailable);
            error.Detail<RetryInfo>().ShouldNotBeNull().RetryDelay.ToTimeSpan().ShouldBeGreaterThan(TimeSpan.Zero);
        }
    }

    private static async Task<Reservation> Hold(RunningServer server, Budget budget, string id) => await Operator(server).ReserveFundsAsync(new()
    {
        Parent = budget.Name,
        ReservationId = id,
        Line = "content",
        AmountMicros = 3,
        RequestId = id == "first" ? "7b0d2b7e-7c52-4b39-a8f4-0c1d9ee0a9b1" : "7b0d2b7e-7c52-4b39-a8f4-0c1d9ee0a9b2",
    });

    private static BudgetService.BudgetServiceClient Operator(RunningServer server) => server.Operator.Budgets;
}
