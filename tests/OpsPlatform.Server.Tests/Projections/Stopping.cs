using OpsPlatform.Server.Tests.Budgets;
using OpsPlatform.Server.Tests.Health;
using static Grpc.Health.V1.HealthCheckResponse.Types;
using static OpsPlatform.Server.Tests.Projections.ProjectionSteps;
using State = OpsPlatform.Projections.V1.Projection.Types.State;

namespace OpsPlatform.Server.Tests.Projections;

/// <summary>An event that a projection cannot take in, as operators see it.</summary>
public sealed class Stopping(ProjectingServer fixture) : IClassFixture<ProjectingServer>
{
    private const string HealthName = "opsplatform.projections.v1.ProjectionService";

    private RunningServer Server => fixture.Server;

    [Fact]
    public async Task A_projection_that_stops_is_seen_everywhere_and_goes_on_when_the_cause_is_gone()
    {
        Server.Log.ExpectError("The projection held-purposes stopped");
        using var health = new HealthCaller(Server.GrpcAddress);
        var budget = await Server.ActiveAsync(("content", 100));
        await HoldAsync(budget.Name, "fine");
        await Server.SettleAsync();
        (await health.CheckAsync(HealthName)).ShouldBe(ServingStatus.Serving);
        using var watch = health.Watch(HealthName);
        (await Serving.Next(watch)).ShouldBe(ServingStatus.Serving);

        await HoldAsync(budget.Name, HeldPurposes.Poison);
        await HoldAsync(budget.Name, "later");
        await Server.SettleAsync();

        (await Serving.Next(watch)).ShouldBe(ServingStatus.NotServing);
        (await health.CheckAsync(HealthName)).ShouldBe(ServingStatus.NotServing);
        (await health.CheckAsync()).ShouldBe(ServingStatus.Serving, "the server itself takes calls");
        (await health.CheckAsync("opsplatform.budgets.v1.BudgetService")).ShouldBe(ServingStatus.Serving);
        var stopped = await Server.ProjectionAsync(Purposes);
        (stopped.State, stopped.LagEvents, stopped.LastError.Type, stopped.LastError.Position).ShouldBe((State.Stopped, 2, "FormatException", stopped.Position + 1));
        stopped.LastError.Message.ShouldBe("FormatException in HeldPurposes.Project on an event of type 'funds_reserved'.");
        Server.Log.All.ShouldContain(record => record.Text.Contains($"The projection held-purposes stopped before the event at {stopped.LastError.Position} in acme"));

        (await Server.ProjectionAsync(Months)).ShouldSatisfyAllConditions(other => other.State.ShouldBe(State.Following), other => other.LagEvents.ShouldBe(0));
        var elsewhere = await Server.Stranger.Projections.GetProjectionAsync(new() { Name = "workspaces/globex/projections/held-purposes" });
        elsewhere.State.ShouldBe(State.Following);

        (await RetryAsync()).State.ShouldBe(State.Following);
        await Server.SettleAsync();
        (await Server.ProjectionAsync(Purposes)).State.ShouldBe(State.Stopped, "the cause is still there");

        fixture.HeldPurposes.IsPoisoned = false;
        await RetryAsync();
        await Server.SettleAsync();
        (await Server.ProjectionAsync(Purposes)).ShouldSatisfyAllConditions(one => one.State.ShouldBe(State.Following), one => one.LagEvents.ShouldBe(0), one => one.LastError.ShouldBeNull());
        (await health.CheckAsync(HealthName)).ShouldBe(ServingStatus.Serving);
        Server.Log.MustHoldNoUnexpectedErrors();
    }

    private async Task<OpsPlatform.Projections.V1.Projection> RetryAsync() => await Server.Operator.Projections.RetryProjectionAsync(new() { Name = Purposes });

    private async Task HoldAsync(string budget, string purpose) =>
        await Server.Operator.Budgets.ReserveFundsAsync(new() { Parent = budget, Line = "content", AmountMicros = 1, Purpose = purpose });
}
