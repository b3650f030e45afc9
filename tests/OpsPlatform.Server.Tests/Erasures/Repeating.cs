using OpsPlatform.Api.V1;
using OpsPlatform.Erasures.V1;
using OpsPlatform.Server.Tests.Budgets;
using OpsPlatform.Server.Tests.Personal;
using static OpsPlatform.Server.Tests.Personal.PersonSteps;

namespace OpsPlatform.Server.Tests.Erasures;

/// <summary>Erasing is done once, whatever is repeated.</summary>
public sealed class Repeating(RunningServer server) : ServerTest(server)
{
    private ErasureService.ErasureServiceClient Erasures => Server.Operator.Erasures;

    [Fact]
    public async Task A_second_erasure_of_a_person_is_answered_with_the_first()
    {
        var person = NewPerson();
        var first = await Server.EraseAsync(person);
        Server.Clock.Advance(TimeSpan.FromMinutes(5));
        var second = Erasing(person);
        (second.ErasureId, second.Reason) = ("another", Erasure.Types.Reason.Unlawful);
        var again = await Erasures.CreateErasureAsync(second);

        again.Certificate.ShouldNotBeEmpty();
        first.Certificate = again.Certificate = "";
        again.ShouldBe(first);
    }

    [Fact]
    public async Task Forty_erasures_of_one_person_at_once_on_two_servers_are_one()
    {
        await using var other = await Server.StartAnotherAsync();
        var person = NewPerson();
        await Server.ReserveForAsync(await Server.ActiveAsync(("content", 100)), person);
        var lines = (await File.ReadAllLinesAsync(Server.ErasureLedger)).Length;

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => (i % 2 == 0 ? Server : other).EraseAsync(person, i % 3 == 0 ? $"{Guid.NewGuid()}" : "")));

        answers.Select(answer => (answer.Name, answer.LedgerSequence)).Distinct().ShouldHaveSingleItem();
        (await File.ReadAllLinesAsync(Server.ErasureLedger)).Length.ShouldBe(lines + 1);
    }

    [Fact]
    public async Task Many_persons_at_once_on_two_servers_each_have_a_line()
    {
        await using var other = await Server.StartAnotherAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => (i % 2 == 0 ? Server : other).EraseAsync(NewPerson())));
        answers.Select(answer => answer.LedgerSequence).Distinct().Count().ShouldBe(40);
        (await Server.Get<OpsPlatform.Server.Erasures.ErasureLedger>().ReadAsync(default)).Select(line => line.Digest).ShouldBeSubsetOf(
            (await other.Get<OpsPlatform.Server.Erasures.ErasureLedger>().ReadAsync(default)).Select(line => line.Digest));
    }

    [Fact]
    public async Task A_repeat_by_request_id_gets_the_first_answer_to_the_byte()
    {
        var request = Erasing(NewPerson(), $"{Guid.NewGuid()}");
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Erasures.CreateErasureAsync(request).ResponseAsync));
        answers.Distinct().ShouldHaveSingleItem();
        var repeat = Erasures.CreateErasureAsync(request);
        (await repeat).ShouldBe(answers[0]);
        (await repeat.ResponseHeadersAsync).GetValue("x-ops-replayed").ShouldBe("true");
    }

    [Fact]
    public async Task A_used_request_id_erases_nobody_else()
    {
        var budget = await Server.ActiveAsync(("content", 100));
        var (first, second) = (NewPerson(), NewPerson());
        var hold = await Server.ReserveForAsync(budget, second);
        foreach (var person in new[] { first, first })
        {
            var requestId = $"{Guid.NewGuid()}";
            await Server.EraseAsync(person, requestId);
            await Erasures.CreateErasureAsync(Erasing(second, requestId)).Refused(ErrorReason.RequestIdReused);
        }

        (await Server.RevealAsync(hold.Name)).ShouldBe(second);
    }

    [Fact]
    public async Task An_id_that_another_persons_erasure_has_is_refused_and_nobody_is_erased()
    {
        var (first, second) = (Erasing(NewPerson()), NewPerson());
        first.ErasureId = BudgetSteps.NewId();
        (await Erasures.CreateErasureAsync(first)).Name.ShouldBe($"workspaces/acme/erasures/{first.ErasureId}");
        var hold = await Server.ReserveForAsync(await Server.ActiveAsync(("content", 100)), second);
        var taken = Erasing(second);
        taken.ErasureId = first.ErasureId;

        await Erasures.CreateErasureAsync(taken).Refused(ErrorReason.ResourceAlreadyExists);
        taken.ValidateOnly = true;
        await Erasures.CreateErasureAsync(taken).Refused(ErrorReason.ResourceAlreadyExists);

        (await Server.RevealAsync(hold.Name)).ShouldBe(second);
    }

    [Fact]
    public async Task Validate_only_answers_what_would_be_and_erases_nobody()
    {
        var person = NewPerson();
        var hold = await Server.ReserveForAsync(await Server.ActiveAsync(("content", 100)), person);
        var (rows, ledger) = (await Server.RowsAsync(), await File.ReadAllTextAsync(Server.ErasureLedger));
        var request = Erasing(person);
        request.ValidateOnly = true;

        var would = await Erasures.CreateErasureAsync(request);

        (would.SubjectDigest, would.Certificate, would.LedgerSequence).ShouldBe((person.Digest(), "", 0));
        (await Server.RowsAsync()).ShouldBe(rows);
        (await File.ReadAllTextAsync(Server.ErasureLedger)).ShouldBe(ledger);
        (await Server.RevealAsync(hold.Name)).ShouldBe(person);
    }

    [Fact]
    public async Task Somebody_of_whom_nothing_is_known_is_erased_without_a_key()
    {
        var erasure = await Server.EraseAsync(NewPerson());
        erasure.KeyId.ShouldBeEmpty();
        erasure.Certificate.ShouldNotBeEmpty();
    }
}
