using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Erasures.V1;
using OpsPlatform.Server.Tests.Budgets;
using OpsPlatform.Server.Tests.Personal;
using static OpsPlatform.Server.Tests.Personal.PersonSteps;

namespace OpsPlatform.Server.Tests.Erasures;

public sealed class Erasing(RunningServer server) : ServerTest(server)
{
    [Fact, Trait("row", "CMP-02")]
    public async Task An_erased_person_is_gone_from_every_read_and_every_replay_at_once_and_others_stay()
    {
        var budget = await Server.ActiveAsync(("content", 100));
        var (person, other) = (NewPerson(), NewPerson());
        var request = Hold(budget, person, $"{Guid.NewGuid()}");
        var hold = await Operator.ReserveFundsAsync(request);
        await Operator.CaptureReservationAsync(new() { Name = hold.Name, AmountMicros = 1 });
        var kept = await Server.ReserveForAsync(budget, other);

        await Server.EraseAsync(person);

        var gone = person.Nameless(erased: true);
        (await Operator.GetReservationAsync(new() { Name = hold.Name })).Requester.ShouldBe(gone);
        (await Operator.ListReservationsAsync(new() { Parent = budget.Name })).Reservations.Select(each => each.Requester).ShouldBe([gone, other.Masked()], ignoreOrder: true);
        (await Operator.ListExpensesAsync(new() { Parent = budget.Name })).Expenses.ShouldHaveSingleItem().Requester.ShouldBe(gone);
        (await Server.RevealAsync(kept.Name)).ShouldBe(other);
        (await Server.RevealAsync(hold.Name)).ShouldBe(gone);

        var repeat = Operator.ReserveFundsAsync(request);
        var expected = hold.Clone();
        expected.Requester = gone;
        (await repeat).ShouldBe(expected, "a repeat is answered what was done, without the person");
        (await repeat.ResponseHeadersAsync).GetValue("x-ops-replayed").ShouldBe("true");
    }

    [Fact]
    public async Task What_happens_to_an_erased_persons_hold_goes_on_without_them()
    {
        var budget = await Server.ActiveAsync(("content", 100));
        var person = NewPerson();
        var hold = await Server.ReserveForAsync(budget, person);
        await Server.EraseAsync(person);
        (await Operator.CaptureReservationAsync(new() { Name = hold.Name })).Requester.ShouldBe(person.Nameless(erased: true));
        (await Operator.ListExpensesAsync(new() { Parent = budget.Name })).Expenses.ShouldHaveSingleItem().Requester.ShouldBe(person.Nameless(erased: true));
    }

    [Fact]
    public async Task An_erasure_acts_on_every_server_within_a_second()
    {
        await using var other = await Server.StartAnotherAsync();
        var person = NewPerson();
        var hold = await Server.ReserveForAsync(await Server.ActiveAsync(("content", 100)), person);
        (await other.RevealAsync(hold.Name)).ShouldBe(person);

        await Server.EraseAsync(person);
        Server.Clock.Advance(TimeSpan.FromSeconds(1));

        foreach (var node in new[] { Server, other })
        {
            (await node.Operator.Budgets.GetReservationAsync(new() { Name = hold.Name })).Requester.ShouldBe(person.Nameless(erased: true));
            await node.Operator.Budgets.RecordExpenseAsync(new() { Parent = hold.Name[..hold.Name.IndexOf("/reservations")], Line = "content", AmountMicros = 1, Requester = person })
                .Refused(ErrorReason.SubjectErased);
        }
    }

    [Fact]
    public async Task An_erasure_changes_no_row_but_the_key_and_adds_its_own()
    {
        var budget = await Server.ActiveAsync(("content", 100));
        var person = NewPerson();
        await Server.ReserveForAsync(budget, person, $"{Guid.NewGuid()}");
        await Server.Stranger.Budgets.CreateBudgetAsync(new() { Parent = "workspaces/globex", Budget = BudgetSteps.OfLines(("content", 7)) });
        await GivesTheSameIdToSomebodyElseAsync(person);
        var before = await RowsAsync();

        var erasure = await Server.EraseAsync(person, $"{Guid.NewGuid()}");

        var after = await RowsAsync();
        before.Except(after).ShouldAllBe(row => row.StartsWith("ops_workspaces (acme,") || (row.StartsWith("ops_subject_keys (acme,") && row.Contains(person.Digest())));
        var added = after.Except(before).ToList();
        added.ShouldAllBe(row => row.Contains("acme") && !row.Contains("globex"));
        added.Count(row => row.StartsWith("mt_events ")).ShouldBe(1);
        added.Single(row => row.StartsWith("mt_events ")).ShouldContain("subject_erased");
        added.Single(row => row.StartsWith("ops_subject_keys ")).ShouldContain(erasure.KeyId);
        added.ShouldAllBe(row => !row.Contains(person.SubjectId), "nothing that the erasure adds names the person");
        (await File.ReadAllTextAsync(Server.ErasureLedger)).ShouldNotContain(person.SubjectId);
    }

    /// <summary>Without what follows in its own time what was written before.</summary>
    private async Task<List<string>> RowsAsync() => [.. (await Server.RowsAsync()).Where(row => !row.StartsWith("ops_projections ") && !row.StartsWith("mt_doc_budget_month "))];

    [Fact]
    public async Task The_certificate_states_the_erasure_and_is_verified_by_the_published_keys()
    {
        var person = NewPerson();
        await Server.ReserveForAsync(await Server.ActiveAsync(("content", 100)), person);
        var erasure = await Server.EraseAsync(person);

        erasure.SubjectDigest.ShouldBe(person.Digest());
        erasure.Principal.ShouldContain("acme-ops");
        erasure.EraseTime.ToDateTimeOffset().ShouldBe(Server.Clock.GetUtcNow());
        Guid.Parse(erasure.KeyId).ShouldNotBe(Guid.Empty);
        var read = await Server.Operator.Erasures.GetErasureAsync(new() { Name = erasure.Name });
        Uncertified(read).ShouldBe(Uncertified(erasure));
        var listed = (await Server.Operator.Erasures.ListErasuresAsync(new() { Parent = BudgetSteps.Workspace, Filter = $"subject_digest = \"{person.Digest()}\"" })).Erasures.ShouldHaveSingleItem();
        foreach (var certificate in new[] { erasure.Certificate, read.Certificate, listed.Certificate })
            await Server.MustCertifyAsync(certificate, erasure);
    }

    [Fact]
    public async Task A_certificate_is_no_access_token()
    {
        var erasure = await Server.EraseAsync(NewPerson());
        using var channel = ApiClient.Open(Server.GrpcAddress, $"Bearer {erasure.Certificate}");
        await new ErasureService.ErasureServiceClient(channel).GetErasureAsync(new() { Name = erasure.Name }).Refused(ErrorReason.TokenInvalid);
    }

    [Fact]
    public async Task New_personal_data_of_an_erased_person_is_refused_and_the_bare_id_taken()
    {
        var budget = await Server.ActiveAsync(("content", 100));
        var person = NewPerson();
        await Server.EraseAsync(person);

        (await Operator.ReserveFundsAsync(Hold(budget, person, $"{Guid.NewGuid()}")).Refused(ErrorReason.SubjectErased)).Fields.ShouldBe(["subject_id"]);
        (await Server.ReserveForAsync(budget, person.Nameless(erased: false))).Requester.ShouldBe(person.Nameless(erased: false));
        (await Server.GetAsync(budget.Name)).Balance().Held.ShouldBe(3);
    }

    [Fact]
    public async Task The_same_id_in_another_workspace_is_another_person()
    {
        var person = NewPerson();
        var theirs = await GivesTheSameIdToSomebodyElseAsync(person);
        theirs.Requester.ShouldBe(person.Masked());
        await Server.EraseAsync(person);
        (await Server.Stranger.Budgets.GetReservationAsync(new() { Name = theirs.Name })).Requester.ShouldBe(theirs.Requester);
    }

    private async Task<Reservation> GivesTheSameIdToSomebodyElseAsync(Person person)
    {
        using var boss = await Server.ProvisionAsync("globex", "globex-boss", "budgets.*");
        var budget = await Server.Stranger.Budgets.CreateBudgetAsync(new() { Parent = "workspaces/globex", Budget = BudgetSteps.OfLines(("content", 7)) });
        await Server.Stranger.Budgets.SubmitBudgetAsync(new() { Name = budget.Name });
        await boss.Budgets.ApproveBudgetAsync(new() { Name = budget.Name });
        return await Server.Stranger.Budgets.ReserveFundsAsync(Hold(budget, NewPerson(person.SubjectId)));
    }

    private static Erasure Uncertified(Erasure erasure) => new(erasure) { Certificate = "" };
}
