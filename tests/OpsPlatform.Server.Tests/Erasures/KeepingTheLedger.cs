using System.Security.Cryptography;
using OpsPlatform.Api.V1;
using OpsPlatform.Server.Identity;
using OpsPlatform.Server.Tests.Budgets;
using OpsPlatform.Server.Tests.Personal;
using OpsPlatform.Testing;
using static OpsPlatform.Server.Tests.Personal.PersonSteps;

namespace OpsPlatform.Server.Tests.Erasures;

/// <summary>The file outside the database, and the key outside of it: what a server does without them, or with damaged ones.</summary>
public sealed class KeepingTheLedger(RunningServer server, PostgresCluster cluster) : ServerTest(server)
{
    [Fact]
    public async Task Half_a_line_after_a_crash_is_passed_over_and_replaced_by_the_next()
    {
        await Server.EraseAsync(NewPerson());
        var whole = await File.ReadAllLinesAsync(Server.ErasureLedger);
        await File.AppendAllTextAsync(Server.ErasureLedger, whole[^1][..(whole[^1].Length / 2)]);

        await using var restarted = await Server.StartAnotherAsync();
        var next = await restarted.EraseAsync(NewPerson());

        next.LedgerSequence.ShouldBe(whole.Length + 1);
        var lines = await File.ReadAllLinesAsync(Server.ErasureLedger);
        lines[..^1].ShouldBe(whole);
        lines[^1].ShouldContain($"\"previous\":\"{Sha256(whole[^1])}\"");
        next.LedgerDigest.ShouldBe(Sha256(lines[^1]));
        restarted.Log.All.ShouldContain(record => record.Text.Contains("ended in the middle of a line"));
    }

    [Theory]
    [InlineData("changed", "line 3")]
    [InlineData("taken out", "line 2")]
    [InlineData("swapped", "line 2")]
    [InlineData("unreadable", "line 2")]
    public async Task A_ledger_that_was_tampered_with_stops_the_start_and_the_line_is_named(string how, string where)
    {
        await using var database = await cluster.CreateDatabaseAsync();
        await using var first = await StartAsync(database);
        for (var i = 0; i < 4; i++)
            await first.EraseAsync(NewPerson());
        var lines = await File.ReadAllLinesAsync(first.ErasureLedger);
        string[] tampered = how switch
        {
            "changed" => [lines[0], lines[1].Replace("SubjectRequest", "Unlawful"), .. lines[2..]],
            "taken out" => [lines[0], .. lines[2..]],
            "swapped" => [lines[0], lines[2], lines[1], lines[3]],
            _ => [lines[0], "{}", .. lines[2..]],
        };
        tampered.ShouldNotBe(lines);
        await File.WriteAllLinesAsync(first.ErasureLedger, tampered);

        (await RefusedStartAsync(new RunningServer(database.ConnectionString) { ErasureLedger = first.ErasureLedger, KeyEncryptionKey = first.KeyEncryptionKey })).ShouldContain(where);
        File.Delete(first.ErasureLedger);
    }

    [Fact]
    public async Task Without_a_ledger_nobody_is_erased_and_the_operator_is_told_what_to_set()
    {
        await using var database = await cluster.CreateDatabaseAsync();
        await using var without = new RunningServer(database.ConnectionString) { ErasureLedger = "" };
        await without.InitializeAsync();
        var hold = await without.ReserveForAsync(await without.ActiveAsync(("content", 100)), NewPerson());

        (await without.Operator.Erasures.CreateErasureAsync(Erasing(hold.Requester)).Refused(ErrorReason.ErasureLedgerMissing)).Message.ShouldContain("Personal:ErasureLedger");

        (await without.Operator.Budgets.GetReservationAsync(new() { Name = hold.Name })).Requester.ShouldBe(hold.Requester);
    }

    [Fact]
    public async Task When_the_ledger_cannot_be_written_nobody_is_erased()
    {
        await using var database = await cluster.CreateDatabaseAsync();
        await using var node = await StartAsync(database);
        var hold = await node.ReserveForAsync(await node.ActiveAsync(("content", 100)), NewPerson());
        File.Delete(node.ErasureLedger);
        Directory.CreateDirectory(node.ErasureLedger);

        await node.Operator.Erasures.CreateErasureAsync(Erasing(hold.Requester)).Refused(ErrorReason.ErasureLedgerUnavailable);
        node.Clock.Advance(TimeSpan.FromSeconds(1));
        (await node.Operator.Budgets.GetReservationAsync(new() { Name = hold.Name })).Requester.ShouldBe(hold.Requester);

        Directory.Delete(node.ErasureLedger);
        (await node.EraseAsync(hold.Requester)).LedgerSequence.ShouldBe(1);
        File.Delete(node.ErasureLedger);
    }

    [Fact]
    public async Task With_another_key_encryption_key_or_none_the_server_refuses_to_start_and_says_so()
    {
        await using var database = await cluster.CreateDatabaseAsync();
        await using (var first = await StartAsync(database))
            await first.ReserveForAsync(await first.ActiveAsync(("content", 100)), NewPerson());

        (await RefusedStartAsync(new RunningServer(database.ConnectionString))).ShouldContain("Personal:KeyEncryptionKey is not the one");
        (await RefusedStartAsync(new RunningServer(database.ConnectionString) { KeyEncryptionKey = "" })).ShouldContain("Personal:KeyEncryptionKey is not set");
    }

    [Fact]
    public async Task Keys_lie_in_clear_only_without_a_key_encryption_key_and_that_is_said()
    {
        await using var database = await cluster.CreateDatabaseAsync();
        await using var node = new RunningServer(database.ConnectionString) { KeyEncryptionKey = "" };
        await node.InitializeAsync();
        var hold = await node.ReserveForAsync(await node.ActiveAsync(("content", 100)), NewPerson());

        node.Log.All.Count(record => record.Text.Contains("lie in the database in clear")).ShouldBe(1);
        Server.Log.All.ShouldNotContain(record => record.Text.Contains("Keys of data subjects lie in the database in clear"));
        await node.EraseAsync(hold.Requester);
        (await node.Operator.Budgets.GetReservationAsync(new() { Name = hold.Name })).Requester.ShouldBe(hold.Requester.Nameless(erased: true));
        File.Delete(node.ErasureLedger);
    }

    [Theory]
    [InlineData("--Personal:KeyEncryptionKey=c2hvcnQ=", "Personal:KeyEncryptionKey is not 32 bytes")]
    [InlineData("--Personal:ErasureLedger=/no/such/folder/erasures.jsonl", "whose folder does not exist")]
    public void Settings_that_could_not_work_are_told(string setting, string problem)
    {
        var app = OpsServer.Build([setting, "--OPS_DATABASE=Host=127.0.0.1"]);
        Should.Throw<Microsoft.Extensions.Options.OptionsValidationException>(() => app.Services.GetService(typeof(OpsPlatform.Server.Erasures.ErasureLedger))).Message.ShouldContain(problem);
    }

    [Fact]
    public async Task A_certificate_is_verified_by_the_keys_as_they_are_now_after_the_one_that_signed_it_was_given_up()
    {
        await using var database = await cluster.CreateDatabaseAsync();
        await using var node = await StartAsync(database);
        var erasure = await node.EraseAsync(NewPerson());
        await node.Get<SigningKeys>().RotateAsync(compromised: true, default);
        using var later = await node.ProvisionAsync("acme", "acme-later", "erasures.read");

        var read = await later.Erasures.GetErasureAsync(new() { Name = erasure.Name });

        await node.MustCertifyAsync(read.Certificate, erasure);
        await Should.ThrowAsync<InvalidOperationException>(node.MustCertifyAsync(erasure.Certificate, erasure));
        File.Delete(node.ErasureLedger);
    }

    private static async Task<RunningServer> StartAsync(TestDatabase database)
    {
        var node = new RunningServer(database.ConnectionString);
        await node.InitializeAsync();
        return node;
    }

    private static async Task<string> RefusedStartAsync(RunningServer node)
    {
        node.Log.ExpectError("Hosting failed to start");
        await using (node)
            return (await Should.ThrowAsync<InvalidOperationException>(async () => await node.InitializeAsync())).Message;
    }

    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
}
