using Google.Protobuf;
using Npgsql;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Server.Personal;
using OpsPlatform.Server.Tests.Budgets;
using static OpsPlatform.Server.Tests.Personal.PersonSteps;

namespace OpsPlatform.Server.Tests.Personal;

/// <summary>What is not exactly what was sealed for this person in this workspace is not opened.</summary>
public sealed class Tampering(RunningServer server) : ServerTest(server)
{
    [Fact]
    public async Task A_caller_who_sends_a_sealed_text_is_revealed_it_and_not_what_is_in_it()
    {
        var budget = await Server.ActiveAsync(("content", 100));
        var victim = NewPerson();
        var hold = await Server.ReserveForAsync(budget, victim);
        var stolen = (await StoredAsync(hold.Name)).Requester.DisplayName;
        stolen.ShouldStartWith(SubjectKey.Prefix);

        foreach (var validateOnly in new[] { true, false })
        {
            var smuggled = Hold(budget, new Person { SubjectId = victim.SubjectId, DisplayName = stolen });
            smuggled.ValidateOnly = validateOnly;
            var answer = await Operator.ReserveFundsAsync(smuggled);
            answer.Requester.DisplayName.ShouldBe("s***");
            if (!validateOnly)
                (await Server.RevealAsync(answer.Name)).DisplayName.ShouldBe(stolen);
        }

        (await Server.RevealAsync(hold.Name)).ShouldBe(victim);
    }

    [Fact]
    public async Task A_text_that_was_moved_to_another_person_is_not_opened() =>
        await MustBeDamagedAsync((mine, theirs) =>
        {
            mine.Requester.DisplayName = theirs.Requester.DisplayName;
        });

    [Fact]
    public async Task A_person_who_was_put_into_anothers_place_is_not_opened() =>
        await MustBeDamagedAsync((mine, theirs) =>
        {
            mine.Requester.SubjectId = theirs.Requester.SubjectId;
        });

    [Fact]
    public async Task A_text_that_was_changed_is_not_opened() =>
        await MustBeDamagedAsync((mine, _) =>
        {
            var text = mine.Requester.DisplayName;
            mine.Requester.DisplayName = text[..^1] + (text[^1] == 'A' ? 'Q' : 'A');
        });

    [Fact]
    public async Task A_text_that_was_put_in_unsealed_is_not_passed_on() =>
        await MustBeDamagedAsync((mine, _) =>
        {
            mine.Requester.DisplayName = "in clear";
        });

    private async Task MustBeDamagedAsync(Action<Reservation, Reservation> change)
    {
        Server.Log.ExpectError("damaged or tampered with");
        var budget = await Server.ActiveAsync(("content", 100));
        var (mine, theirs) = (NewPerson(), NewPerson());
        var (hold, other) = (await Server.ReserveForAsync(budget, mine), await Server.ReserveForAsync(budget, theirs));
        var stored = await StoredAsync(hold.Name);
        change(stored, await StoredAsync(other.Name));
        await using var database = NpgsqlDataSource.Create(Server.Database);
        await using var update = database.CreateCommand("update mt_doc_reservation set bdata = $1 where tenant_id = 'acme' and id = $2");
        update.Parameters.Add(new() { Value = stored.ToByteArray() });
        update.Parameters.Add(new() { Value = hold.Name["workspaces/acme/".Length..] });
        (await update.ExecuteNonQueryAsync()).ShouldBe(1);

        var error = await Operator.GetReservationAsync(new() { Name = hold.Name }).Refused(ErrorReason.PersonalDataDamaged);

        error.Info.Metadata["field"].ShouldBe("opsplatform.api.v1.Person.display_name");
        foreach (var trace in mine.Traces().Concat(theirs.Traces()).Append(SubjectKey.Prefix))
            $"{error.Message} {error.Status}".ShouldNotContain(trace);
        (await Operator.GetReservationAsync(new() { Name = other.Name })).Requester.ShouldBe(theirs.Masked());
        (await Server.RevealAsync(other.Name)).ShouldBe(theirs);
        await Server.Operator.Persons.RevealPersonAsync(Asking(hold.Name)).Refused(ErrorReason.PersonalDataDamaged);
    }

    private async Task<Reservation> StoredAsync(string name)
    {
        await using var database = NpgsqlDataSource.Create(Server.Database);
        await using var read = database.CreateCommand("select bdata from mt_doc_reservation where tenant_id = 'acme' and id = $1");
        read.Parameters.Add(new() { Value = name["workspaces/acme/".Length..] });
        return Reservation.Parser.ParseFrom((byte[])(await read.ExecuteScalarAsync())!);
    }
}
