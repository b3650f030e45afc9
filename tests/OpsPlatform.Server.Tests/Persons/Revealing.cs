using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Persons.V1;
using OpsPlatform.Server.Tests.Budgets;
using OpsPlatform.Server.Tests.Partners;
using OpsPlatform.Server.Tests.Personal;
using static OpsPlatform.Server.Tests.Personal.PersonSteps;

namespace OpsPlatform.Server.Tests.Persons;

/// <summary>What is personal is masked, and shown to whoever may see it, for a purpose and on record. Holds CMP-01 and CMP-05.</summary>
public sealed class Revealing(RunningServer server) : ServerTest(server)
{
    private PersonService.PersonServiceClient Persons => Server.Operator.Persons;

    [Fact, Trait("row", "CMP-01")]
    public async Task A_telephone_number_is_masked_and_shown_in_clear_with_a_record()
    {
        var person = NewPerson();
        person.Contact = "13812345678";
        var hold = await HoldAsync(person);
        (await Server.Reader.Budgets.GetReservationAsync(new() { Name = hold.Name })).Requester.Contact.ShouldBe("138****5678");
        await Server.Reader.Persons.RevealPersonAsync(Asking(hold.Name)).Refused(ErrorReason.PermissionMissing);

        var answer = await Persons.RevealPersonAsync(Asking(hold.Name));

        answer.Fields.ShouldBe(
        [
            new RevealedField { SubjectId = person.SubjectId, Field = "display_name", Value = person.DisplayName },
            new RevealedField { SubjectId = person.SubjectId, Field = "contact", Value = "13812345678" },
        ]);
        var record = answer.Reveal;
        (record.Resource, record.Purpose, record.Principal).ShouldBe((hold.Name, "To call back about the order", "acme-ops"));
        record.SubjectDigests.ShouldBe([person.Digest()]);
        record.CreateTime.ToDateTimeOffset().ShouldBe(Server.Clock.GetUtcNow());
        (await Persons.GetRevealAsync(new() { Name = record.Name })).ShouldBe(record);
        var told = (await Server.Operator.Events.ListEventsAsync(new() { Parent = BudgetSteps.Workspace, Filter = $"resource = \"{record.Name}\"" })).Events.ShouldHaveSingleItem();
        (told.Type, told.Principal, told.Client).ShouldBe(("personal_data_revealed", "acme-ops", "clients/acme-ops"));
        (await Operator.GetReservationAsync(new() { Name = hold.Name })).Requester.Contact.ShouldBe("138****5678", "also to whom it was revealed");
    }

    [Fact, Trait("row", "CMP-03")]
    public async Task Each_reveal_is_a_record_that_auditors_find_by_person_and_by_principal()
    {
        var (person, other) = (NewPerson(), NewPerson());
        var hold = await HoldAsync(person);
        await Server.RevealAsync(hold.Name);
        await Server.RevealAsync(hold.Name);
        await Server.RevealAsync((await HoldAsync(other)).Name);
        using var auditor = await Server.ProvisionAsync("acme", "acme-reveals-auditor", "persons.read");

        var found = await auditor.Persons.ListRevealsAsync(new() { Parent = BudgetSteps.Workspace, Filter = $"principal = \"acme-ops\" AND subject_digests:\"{person.Digest()}\"" });

        found.Reveals.Select(reveal => reveal.Resource).ShouldBe([hold.Name, hold.Name]);
        await auditor.Persons.RevealPersonAsync(Asking(hold.Name)).Refused(ErrorReason.PermissionMissing);
    }

    [Theory]
    [InlineData("")]
    [InlineData("too short")]
    public async Task Without_a_purpose_nothing_is_revealed(string purpose)
    {
        var request = Asking((await HoldAsync(NewPerson())).Name);
        request.Purpose = purpose;
        (await Persons.RevealPersonAsync(request).Refused(ErrorReason.InvalidField)).Fields.ShouldBe(["purpose"]);
        (await RecordsAsync(request.Resource)).ShouldBe(0);
    }

    [Fact]
    public async Task A_repeat_is_answered_again_without_another_record_and_without_the_value_in_the_first()
    {
        var person = NewPerson();
        var request = Asking((await HoldAsync(person)).Name, $"{Guid.NewGuid()}");
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Persons.RevealPersonAsync(request).ResponseAsync));
        answers.Distinct().ShouldHaveSingleItem().Fields[0].Value.ShouldBe(person.DisplayName);
        (await RecordsAsync(request.Resource)).ShouldBe(1);
        var rows = string.Join('\n', await Server.RowsAsync());
        person.Traces().ShouldAllBe(trace => !rows.Contains(trace));

        await Server.EraseAsync(person);
        var repeat = Persons.RevealPersonAsync(request);
        (await repeat).Fields.ShouldAllBe(field => field.Erased && field.Value == "");
        (await repeat.ResponseHeadersAsync).GetValue("x-ops-replayed").ShouldBe("true");
        request.Purpose += ", too";
        await Persons.RevealPersonAsync(request).Refused(ErrorReason.RequestIdReused);
    }

    [Fact]
    public async Task Validate_only_shows_masks_and_leaves_no_record()
    {
        var person = NewPerson();
        var request = Asking((await HoldAsync(person)).Name);
        request.ValidateOnly = true;
        var before = await Server.RowsAsync();
        (await Persons.RevealPersonAsync(request)).Fields.Select(field => field.Value).ShouldBe([person.Masked().DisplayName, person.Masked().Contact]);
        (await Server.RowsAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Whoever_asks_for_an_erased_person_is_on_record_and_learns_that_they_are_gone()
    {
        var person = NewPerson();
        var hold = await HoldAsync(person);
        await Server.EraseAsync(person);
        (await Persons.RevealPersonAsync(Asking(hold.Name))).Fields.ShouldAllBe(field => field.Erased && field.Value == "");
        (await RecordsAsync(hold.Name)).ShouldBe(1);
    }

    [Fact]
    public async Task Where_nothing_personal_is_nothing_is_revealed()
    {
        var budget = await Server.ActiveAsync(("content", 100));
        var bare = await Server.ReserveForAsync(budget, NewPerson().Nameless(erased: false));
        foreach (var name in new[] { budget.Name, bare.Name })
            (await Persons.RevealPersonAsync(Asking(name)).Refused(ErrorReason.NothingPersonal)).Message.ShouldContain(name);
        await Persons.RevealPersonAsync(Asking($"{budget.Name}/reservations/nobodys")).Refused(ErrorReason.ResourceNotFound);
        await Persons.RevealPersonAsync(Asking("workspaces/acme/unicorns/one")).Refused(ErrorReason.ResourceNotFound);
    }

    [Fact]
    public async Task An_admin_of_the_platform_does_not_reach_into_a_workspace()
    {
        using var admin = await Server.AdminAsync();
        var request = Asking((await HoldAsync(NewPerson())).Name);
        request.Parent = "workspaces/platform";
        await admin.Persons.RevealPersonAsync(request).Refused(ErrorReason.ResourceNotFound);
    }

    [Fact, Trait("row", "CMP-04")]
    public async Task Under_four_eyes_the_one_who_asked_is_shown_it_once_another_has_agreed_and_the_other_is_not()
    {
        var person = NewPerson();
        var request = Asking((await HoldAsync(person)).Name, $"{Guid.NewGuid()}");
        using var checker = await Server.ProvisionAsync("acme", "acme-privacy", "*");
        var policy = $"{BudgetSteps.Workspace}/policies/revealing";
        await Server.Operator.Approvals.SetApprovalPolicyAsync(new() { Name = policy, Permissions = { "persons.reveal" } });
        Server.Clock.Advance(PartnerSteps.Soon);
        var held = (await Persons.RevealPersonAsync(request).Refused(ErrorReason.ApprovalPending)).Info.Metadata["approval"];
        (await RecordsAsync(request.Resource)).ShouldBe(0);

        var approved = await checker.Approvals.ApproveRequestAsync(new() { Name = held });

        person.Traces().ShouldAllBe(trace => !$"{approved}".Contains(trace));
        var answer = await Persons.RevealPersonAsync(request);
        (answer.Fields[0].Value, answer.Reveal.Principal).ShouldBe((person.DisplayName, "acme-ops"));
        await Server.Operator.Approvals.DeleteApprovalPolicyAsync(new() { Name = policy });
        Server.Clock.Advance(PartnerSteps.Soon);
    }

    private async Task<Reservation> HoldAsync(Person person) => await Server.ReserveForAsync(await Server.ActiveAsync(("content", 100)), person);

    private async Task<int> RecordsAsync(string resource) =>
        (await Persons.ListRevealsAsync(new() { Parent = BudgetSteps.Workspace, Filter = $"resource = \"{resource}\"" })).Reveals.Count;
}
