using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Logging;
using OpsPlatform.Api.V1;
using OpsPlatform.Server.Tests.Budgets;
using OpsPlatform.Server.Tests.Partners;
using OpsPlatform.Testing;
using static OpsPlatform.Server.Tests.Personal.PersonSteps;

namespace OpsPlatform.Server.Tests.Personal;

/// <summary>Neither logs nor traces tell what is personal or secret, however much is logged.</summary>
public sealed class KeepingLogsClean(PostgresCluster cluster)
{
    [Fact]
    public async Task At_the_most_talkative_level_no_person_secret_or_token_is_in_any_line_or_span()
    {
        var spans = new ConcurrentBag<string>();
        using var listener = Listen(spans);
        await using var database = await cluster.CreateDatabaseAsync();
        await using var node = new RunningServer(database.ConnectionString) { Configure = builder => Array.ForEach(["Default", "Microsoft.AspNetCore", "Grpc.AspNetCore.Server.ServerCallHandler"], category => builder.Configuration[$"Logging:LogLevel:{category}"] = "Trace") };
        await node.InitializeAsync();
        using var admin = await node.AdminAsync();
        var client = await admin.MakeClientAsync();
        var secret = (await admin.Partners.AddClientSecretAsync(new() { Name = client.Name })).Secret;
        using var caller = new ApiClient(node.GrpcAddress, node.HttpAddress, node.Clock, PartnerSteps.Id(client.Name), secret);
        var person = NewPerson();
        var budget = await node.ActiveAsync(("content", 100));
        var request = Hold(budget, person, $"{Guid.NewGuid()}");

        var hold = await node.Operator.Budgets.ReserveFundsAsync(request);
        await node.Operator.Budgets.ReserveFundsAsync(request);
        (await node.RevealAsync(hold.Name)).ShouldBe(person);
        await node.Reader.Persons.RevealPersonAsync(Asking(hold.Name)).Refused(ErrorReason.PermissionMissing);
        await caller.Budgets.ReserveFundsAsync(request).Refused(ErrorReason.ResourceNotFound);
        request.AmountMicros = 1_000_000;
        await node.Operator.Budgets.ReserveFundsAsync(request).Refused(ErrorReason.RequestIdReused);
        request.RequestId = "";
        await node.Operator.Budgets.ReserveFundsAsync(request).Refused(ErrorReason.BudgetExceeded);
        await node.EraseAsync(person);
        await node.Operator.Budgets.ReserveFundsAsync(request).Refused(ErrorReason.SubjectErased);

        var lines = node.Log.All.Select(record => record.Text).ToList();
        node.Log.All.ShouldContain(record => record.Level == LogLevel.Trace);
        spans.ShouldContain(span => span.Contains("Npgsql"));
        string[] secrets = [secret, Convert.ToBase64String(Encoding.UTF8.GetBytes($"{caller.ClientId}:{secret}")), await caller.TokenAsync(), await node.Operator.TokenAsync(), node.KeyEncryptionKey];
        foreach (var text in person.Traces().Concat(secrets))
            lines.Concat(spans).Where(line => line.Contains(text)).ShouldBeEmpty();
        File.Delete(node.ErasureLedger);
    }

    private static ActivityListener Listen(ConcurrentBag<string> spans)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Microsoft.AspNetCore" or "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => spans.Add($"{span.Source.Name} {span.DisplayName} {string.Join(' ', span.TagObjects)} {string.Join(' ', span.Events.SelectMany(happened => happened.Tags))}"),
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
