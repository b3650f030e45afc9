using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Erasures.V1;
using OpsPlatform.Server.Erasures;
using OpsPlatform.Server.Tests.Budgets;
using OpsPlatform.Server.Tests.Personal;
using static OpsPlatform.Server.Tests.Personal.PersonSteps;

namespace OpsPlatform.Server.Tests.Erasures;

/// <summary>An erasure outlives the restore of a backup from before it, and a crash in the midst of it.</summary>
public sealed class Surviving(RunningServer server) : ServerTest(server)
{
    [Fact]
    public async Task A_backup_from_before_an_erasure_brings_nobody_back_to_a_server_that_starts_on_it()
    {
        var (hold, erasure) = await ErasedAndRestoredAsync();

        await using var restarted = await Server.StartAnotherAsync();

        (await restarted.Operator.Budgets.GetReservationAsync(new() { Name = hold.Name })).Requester.ShouldBe(hold.Requester.Nameless(erased: true));
        await restarted.Operator.Budgets.ReserveFundsAsync(Hold(await restarted.ActiveAsync(("content", 10)), NewPerson(hold.Requester.SubjectId))).Refused(ErrorReason.SubjectErased);
        (await Server.RowsAsync($"t::text like '%{hold.Requester.Digest()}%'")).Single(row => row.StartsWith("ops_subject_keys ")).ShouldContain($"{erasure.KeyId},,,", Case.Sensitive, "the key is not there any more");
        var again = await restarted.Operator.Erasures.GetErasureAsync(new() { Name = erasure.Name });
        (again.Principal, again.LedgerSequence, again.LedgerDigest, again.KeyId, again.EraseTime).ShouldBe((erasure.Principal, erasure.LedgerSequence, erasure.LedgerDigest, erasure.KeyId, erasure.EraseTime));
    }

    [Fact]
    public async Task A_server_that_runs_on_while_its_database_is_turned_back_erases_again_by_itself()
    {
        var (hold, _) = await ErasedAndRestoredAsync();
        Server.Clock.Advance(TimeSpan.FromSeconds(1));
        (await Operator.GetReservationAsync(new() { Name = hold.Name })).Requester.ShouldBe(hold.Requester, "the backup has brought the key back");

        await Server.RunOnceAsync<ErasureReplay>();
        Server.Clock.Advance(TimeSpan.FromSeconds(1));

        (await Operator.GetReservationAsync(new() { Name = hold.Name })).Requester.ShouldBe(hold.Requester.Nameless(erased: true));
    }

    [Fact]
    public async Task A_subject_that_the_backup_does_not_know_yet_stays_erased()
    {
        var person = NewPerson();
        await Server.EraseAsync(person);
        await Server.ExecuteAsync($"delete from ops_subject_keys where subject = '\\x{person.Digest()}'");

        await using var restarted = await Server.StartAnotherAsync();
        await restarted.Operator.Budgets.ReserveFundsAsync(Hold(await restarted.ActiveAsync(("content", 10)), person)).Refused(ErrorReason.SubjectErased);
    }

    [Fact]
    public async Task A_crash_after_the_ledgers_line_ends_in_the_erasure_at_the_next_start()
    {
        var hold = await Server.ReserveForAsync(await Server.ActiveAsync(("content", 100)), NewPerson());
        var line = await DecideAsync(hold.Requester);
        await Server.Operator.Erasures.GetErasureAsync(new() { Name = $"workspaces/acme/erasures/{line.Erasure}" }).Refused(ErrorReason.ResourceNotFound);

        await using var restarted = await Server.StartAnotherAsync();

        (await restarted.Operator.Budgets.GetReservationAsync(new() { Name = hold.Name })).Requester.ShouldBe(hold.Requester.Nameless(erased: true));
        var erasure = await restarted.Operator.Erasures.GetErasureAsync(new() { Name = $"workspaces/acme/erasures/{line.Erasure}" });
        (erasure.Principal, erasure.LedgerSequence, erasure.Certificate.Length > 0).ShouldBe(("clients/gone", line.Sequence, true));
    }

    [Fact]
    public async Task A_repeat_after_a_crash_finishes_the_erasure_that_was_begun()
    {
        var hold = await Server.ReserveForAsync(await Server.ActiveAsync(("content", 100)), NewPerson());
        var line = await DecideAsync(hold.Requester);

        var erasure = await Server.EraseAsync(hold.Requester);

        (erasure.Name, erasure.LedgerSequence).ShouldBe(($"workspaces/acme/erasures/{line.Erasure}", line.Sequence));
        (await Operator.GetReservationAsync(new() { Name = hold.Name })).Requester.ShouldBe(hold.Requester.Nameless(erased: true));
    }

    /// <summary>Erases somebody, and turns the tables of keys and of erasures back to before that, as the restore of a backup does.</summary>
    private async Task<(Reservation Hold, Erasure Erasure)> ErasedAndRestoredAsync()
    {
        var hold = await Server.ReserveForAsync(await Server.ActiveAsync(("content", 100)), NewPerson());
        var backup = $"backup_{Guid.NewGuid():n}";
        await Server.ExecuteAsync($"create schema {backup}; create table {backup}.keys as table ops_subject_keys");
        var erasure = await Server.EraseAsync(hold.Requester);
        await Server.ExecuteAsync(
            $"""
            truncate ops_subject_keys; insert into ops_subject_keys table {backup}.keys;
            delete from mt_events where stream_id like 'erasures/%'; delete from mt_streams where id like 'erasures/%'; truncate mt_doc_erasure;
            """);
        return (hold, erasure);
    }

    /// <summary>All that a server has done that dies at the worst moment.</summary>
    private Task<LedgerLine> DecideAsync(Person person) =>
        Server.Get<ErasureLedger>().AppendAsync(
            lines => new LedgerLine(
                lines.Count + 1, Server.Clock.GetUtcNow(), "acme", BudgetSteps.NewId(), person.Digest(), "", Erasure.Types.Reason.SubjectRequest, "clients/gone",
                lines.Count > 0 ? lines[^1].Digest : LedgerLine.NoDigest),
            default);
}
