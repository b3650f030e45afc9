using Google.Rpc;
using Grpc.Core;
using Npgsql;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Server.Projections;
using OpsPlatform.Server.Tests.Budgets;
using OpsPlatform.Testing;
using Cut = OpsPlatform.Testing.ReplyCuttingProxy.Cut;

namespace OpsPlatform.Server.Tests.Commands;

public sealed class OutcomeUnknown(PostgresCluster cluster)
{
    [Theory]
    [InlineData(Cut.Reply, "true")]
    [InlineData(Cut.Request, null)]
    public async Task When_the_database_is_lost_during_the_commit_the_caller_is_told_to_repeat_and_the_repeat_finds_out(Cut cut, string? replayed)
    {
        await using var database = await cluster.CreateDatabaseAsync();
        var address = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        await using var proxy = new ReplyCuttingProxy(address.Host!, address.Port);
        (address.Port, address.MaxPoolSize) = (proxy.Port, 1);
        await using var server = new RunningServer(address.ConnectionString);
        await server.InitializeAsync();
        await server.EndAsync<ProjectionWork>();
        var budget = await server.ActiveAsync(("content", 100));
        var request = new RecordExpenseRequest { Parent = budget.Name, Line = "content", AmountMicros = 3, RequestId = $"{Guid.NewGuid()}" };

        // An expense like it has prepared the statements of the one connection, and the state is in memory: the next request is the append.
        await server.Operator.Budgets.RecordExpenseAsync(new(request) { RequestId = $"{Guid.NewGuid()}" });
        proxy.CutNext(cut);
        var error = await server.Operator.Budgets.RecordExpenseAsync(request).Refused(ErrorReason.OutcomeUnknown);

        error.Detail<RetryInfo>().ShouldNotBeNull().RetryDelay.ToTimeSpan().ShouldBeGreaterThan(TimeSpan.Zero);
        var repeat = server.Operator.Budgets.RecordExpenseAsync(request);
        await repeat;
        (await repeat.ResponseHeadersAsync).GetValue("x-ops-replayed").ShouldBe(replayed);
        (await server.GetAsync(budget.Name)).Balance().ShouldBe((0, 6, 94));
        await server.LedgerMustGiveTheLinesAsync(budget.Name);
    }
}
