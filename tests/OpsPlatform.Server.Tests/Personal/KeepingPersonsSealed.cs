using Grpc.Core;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Server.Personal;
using OpsPlatform.Server.Tests.Budgets;
using static OpsPlatform.Server.Tests.Personal.PersonSteps;

namespace OpsPlatform.Server.Tests.Personal;

/// <summary>Callers see masks, and whom they are revealed to sees persons; the database and the log never do.</summary>
public sealed class KeepingPersonsSealed(RunningServer server) : ServerTest(server)
{
    [Fact, Trait("row", "CMP-02")]
    public async Task After_a_rich_history_no_personal_text_is_in_any_table_or_in_the_log()
    {
        var (asked, spent) = (NewPerson(), NewPerson());
        await RichHistoryAsync(asked, spent);

        var rows = string.Join('\n', await Server.RowsAsync());
        var log = string.Join('\n', Server.Log.All);
        rows.ShouldContain(asked.SubjectId, Case.Sensitive, "the pseudonym is in clear, so the search would find a name");
        rows.ShouldContain(SubjectKey.Prefix);
        foreach (var trace in asked.Traces().Concat(spent.Traces()))
        {
            rows.ShouldNotContain(trace);
            log.ShouldNotContain(trace);
        }
    }

    [Fact, Trait("row", "CMP-01"), Trait("row", "CMP-03")]
    public async Task Every_way_of_reading_masks_what_was_sealed_also_for_whoever_wrote_it()
    {
        var (asked, spent) = (NewPerson(), NewPerson());
        var (budget, hold, expense) = await RichHistoryAsync(asked, spent);

        hold.Requester.ShouldBe(asked.Masked());
        expense.Requester.ShouldBe(spent.Masked());
        (await Operator.GetReservationAsync(new() { Name = hold.Name })).Requester.ShouldBe(asked.Masked());
        (await Operator.GetExpenseAsync(new() { Name = expense.Name })).Requester.ShouldBe(spent.Masked());
        (await Operator.ListReservationsAsync(new() { Parent = budget.Name })).Reservations.ShouldHaveSingleItem().Requester.ShouldBe(asked.Masked());
        (await Operator.ListExpensesAsync(new() { Parent = budget.Name })).Expenses.Select(each => each.Requester).ShouldBe([asked.Masked(), spent.Masked()], ignoreOrder: true, "the captured expense was asked for by whoever reserved");
        (await Server.RevealAsync(hold.Name)).ShouldBe(asked);
        (await Server.RevealAsync(expense.Name)).ShouldBe(spent);
    }

    [Fact]
    public async Task A_repeat_is_recognised_and_its_answer_masked()
    {
        var budget = await Server.ActiveAsync(("content", 100));
        var request = Hold(budget, NewPerson(), $"{Guid.NewGuid()}");
        var first = await Operator.ReserveFundsAsync(request);

        var repeat = Operator.ReserveFundsAsync(request);
        (await repeat).ShouldBe(first);
        first.Requester.ShouldBe(request.Requester.Masked());
        (await repeat.ResponseHeadersAsync).GetValue("x-ops-replayed").ShouldBe("true");

        request.Requester.DisplayName += "!";
        await Operator.ReserveFundsAsync(request).Refused(ErrorReason.RequestIdReused);
        (await Server.GetAsync(budget.Name)).Balance().ShouldBe((3, 0, 97));
    }

    [Fact]
    public async Task Validate_only_answers_the_person_and_leaves_no_key_behind()
    {
        var budget = await Server.ActiveAsync(("content", 100));
        var before = await Server.RowsAsync();
        var request = Hold(budget, NewPerson());
        request.ValidateOnly = true;
        (await Operator.ReserveFundsAsync(request)).Requester.ShouldBe(request.Requester.Masked());
        (await Server.RowsAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task The_limits_are_about_the_text_and_not_about_its_sealed_form()
    {
        var budget = await Server.ActiveAsync(("content", 100));
        var longest = NewPerson();
        longest.DisplayName = string.Concat(Enumerable.Repeat("𠮷", 200));
        (await Server.RevealAsync((await Server.ReserveForAsync(budget, longest)).Name)).ShouldBe(longest);

        longest.DisplayName += "𠮷";
        (await Operator.ReserveFundsAsync(Hold(budget, longest)).Refused(ErrorReason.InvalidField)).Fields.ShouldBe(["requester.display_name"]);
        (await Operator.ReserveFundsAsync(Hold(budget, new Person { DisplayName = "nobody's" })).Refused(ErrorReason.InvalidField)).Fields.ShouldBe(["requester.subject_id"]);
    }

    [Fact]
    public async Task A_caller_cannot_say_that_somebody_is_erased()
    {
        var budget = await Server.ActiveAsync(("content", 100));
        var person = NewPerson();
        var told = person.Clone();
        told.Erased = true;
        (await Server.ReserveForAsync(budget, told)).Requester.ShouldBe(person.Masked());
        (await Server.ReserveForAsync(budget, person.Nameless(erased: true))).Requester.ShouldBe(person.Nameless(erased: false));
    }

    [Theory]
    [InlineData("requester.display_name = \"x\"", "")]
    [InlineData("requester.contact:*", "")]
    [InlineData("", "requester.display_name")]
    public async Task Sealed_fields_cannot_be_asked_for(string filter, string order)
    {
        var budget = await Server.ActiveAsync(("content", 100));
        var error = await Operator.ListReservationsAsync(new() { Parent = budget.Name, Filter = filter, OrderBy = order })
            .Refused(filter.Length > 0 ? ErrorReason.FilterInvalid : ErrorReason.OrderByInvalid);
        error.Message.ShouldContain("is personal and stored sealed");
    }

    [Fact]
    public async Task Persons_are_found_by_their_subject_id()
    {
        var budget = await Server.ActiveAsync(("content", 100));
        var person = NewPerson();
        await Server.ReserveForAsync(budget, person);
        await Server.ReserveForAsync(budget, NewPerson());
        (await Operator.ListReservationsAsync(new() { Parent = budget.Name, Filter = $"requester.subject_id = \"{person.SubjectId}\"" })).Reservations.ShouldHaveSingleItem().Requester.ShouldBe(person.Masked());
    }

    [Fact]
    public async Task A_mask_is_not_taken_for_what_it_stands_for()
    {
        var budget = await Server.ActiveAsync(("content", 100));
        var person = NewPerson();
        var hold = await Server.ReserveForAsync(budget, person);
        var error = await Operator.ReserveFundsAsync(Hold(budget, hold.Requester)).Refused(ErrorReason.PersonalDataMasked);
        error.Fields.ShouldBe(["display_name"]);
        error.Message.ShouldContain("Give the text itself");
        (await Server.RevealAsync(hold.Name)).ShouldBe(person);
    }

    [Fact]
    public async Task Two_servers_that_meet_a_person_at_once_make_one_key()
    {
        await using var other = await Server.StartAnotherAsync();
        var budget = await Server.ActiveAsync(("content", 1000));
        var person = NewPerson();
        var holds = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => (i % 2 == 0 ? Server : other).ReserveForAsync(budget, person)));

        holds.ShouldAllBe(hold => hold.Requester.Equals(person.Masked()));
        (await Task.WhenAll(holds.Select(hold => Server.RevealAsync(hold.Name)))).ShouldAllBe(revealed => revealed.Equals(person));
        (await other.Operator.Budgets.ListReservationsAsync(new() { Parent = budget.Name })).Reservations.ShouldAllBe(hold => hold.Requester.Equals(person.Masked()));
    }

    private async Task<(Budget Budget, Reservation Hold, Expense Expense)> RichHistoryAsync(Person asked, Person spent)
    {
        var budget = await Server.ActiveAsync(("content", 100));
        var request = Hold(budget, asked, $"{Guid.NewGuid()}");
        var hold = await Operator.ReserveFundsAsync(request);
        await Operator.ReserveFundsAsync(request);
        await Operator.CaptureReservationAsync(new() { Name = hold.Name, AmountMicros = 1, RequestId = $"{Guid.NewGuid()}" });
        await Operator.ReleaseReservationAsync(new() { Name = hold.Name });
        var expense = await Operator.RecordExpenseAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 5, Requester = spent, RequestId = $"{Guid.NewGuid()}" });
        await Operator.RefundExpenseAsync(new() { Name = expense.Name, AmountMicros = 2 });
        await Server.RevealAsync(hold.Name, $"{Guid.NewGuid()}");
        await Operator.ReserveFundsAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 1_000, Requester = spent, RequestId = $"{Guid.NewGuid()}" }).Refused(ErrorReason.BudgetExceeded);
        return (budget, hold, expense);
    }
}
