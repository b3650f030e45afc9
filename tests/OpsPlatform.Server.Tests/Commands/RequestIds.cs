using Grpc.Core;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Server.Commands;
using OpsPlatform.Server.Tests.Budgets;
using static OpsPlatform.Server.Tests.Budgets.BudgetSteps;

namespace OpsPlatform.Server.Tests.Commands;

public sealed class RequestIds(RunningServer server) : ServerTest(server)
{
    [Fact]
    public async Task Two_hundred_repeats_at_once_run_once_and_are_answered_alike()
    {
        var budget = await Server.ActiveAsync(("content", 1000));
        var request = Hold(budget, 3);

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Answered(Operator.ReserveFundsAsync(request))));

        answers.Select(answer => answer.Answer).Distinct().ShouldHaveSingleItem();
        answers.Count(answer => !answer.Replayed).ShouldBe(1);
        (await Server.GetAsync(budget.Name)).Balance().ShouldBe((3, 0, 997));
    }

    [Fact]
    public async Task Two_hundred_repeats_at_once_make_one_resource_where_the_server_makes_the_id()
    {
        var purpose = NewId();
        var asked = OfLines(("content", 5));
        asked.DisplayName = purpose;
        var request = new CreateBudgetRequest { Parent = Workspace, Budget = asked, RequestId = $"{Guid.NewGuid()}" };

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Answered(Operator.CreateBudgetAsync(request))));

        answers.Select(answer => answer.Answer).Distinct().ShouldHaveSingleItem();
        answers.Count(answer => !answer.Replayed).ShouldBe(1);
        (await Operator.ListBudgetsAsync(new() { Parent = Workspace, Filter = $"display_name = \"{purpose}\"" })).Budgets.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_repeat_gets_the_first_answer_even_when_it_could_not_happen_again()
    {
        var budget = await Server.ActiveAsync(("content", 10));
        var request = Hold(budget, 10);
        request.ReservationId = "all";
        request.Etag = budget.Etag;
        var first = await Operator.ReserveFundsAsync(request);
        await Operator.ReleaseReservationAsync(new() { Name = first.Name });

        var (answer, replayed) = await Answered(Operator.ReserveFundsAsync(request));

        (answer, replayed).ShouldBe((first, true));
        (await Server.GetAsync(budget.Name)).Balance().ShouldBe((0, 0, 10));
    }

    [Fact]
    public async Task A_used_id_with_another_request_is_refused()
    {
        var budget = await Server.ActiveAsync(("content", 10));
        var request = Hold(budget, 1);
        await Operator.ReserveFundsAsync(request);

        request.AmountMicros = 2;
        (await Operator.ReserveFundsAsync(request).Refused(ErrorReason.RequestIdReused)).Fields.ShouldBe(["request_id"]);
        await Operator.RecordExpenseAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 1, RequestId = request.RequestId }).Refused(ErrorReason.RequestIdReused);
        (await Server.GetAsync(budget.Name)).Balance().ShouldBe((1, 0, 9));
    }

    [Fact]
    public async Task A_command_that_changes_nothing_is_remembered_too()
    {
        var budget = await Server.ActiveAsync(("content", 10));
        var request = new ApproveBudgetRequest { Name = budget.Name, RequestId = $"{Guid.NewGuid()}" };
        var first = await Approver.ApproveBudgetAsync(request);
        await Operator.CloseBudgetAsync(new() { Name = budget.Name });
        (await Answered(Approver.ApproveBudgetAsync(request))).ShouldBe((first, true));
    }

    [Fact]
    public async Task A_refused_request_may_be_sent_again_under_its_id()
    {
        var budget = await Server.ActiveAsync(("content", 10));
        var all = await Server.ReserveAsync(budget, 10);
        var request = Hold(budget, 1);
        await Operator.ReserveFundsAsync(request).Refused(ErrorReason.BudgetExceeded);
        await Operator.ReleaseReservationAsync(new() { Name = all.Name });
        (await Answered(Operator.ReserveFundsAsync(request))).Replayed.ShouldBeFalse();
    }

    [Fact]
    public async Task Two_clients_have_ids_of_their_own_and_a_repeat_is_authorised_again()
    {
        var budget = await Server.ActiveAsync(("content", 10));
        var request = Hold(budget, 1);
        await Operator.ReserveFundsAsync(request);

        (await Answered(Approver.ReserveFundsAsync(request))).Replayed.ShouldBeFalse();
        await Server.Reader.Budgets.ReserveFundsAsync(request).Refused(ErrorReason.PermissionMissing);
        await Server.Stranger.Budgets.ReserveFundsAsync(request).Refused(ErrorReason.ResourceNotFound);
    }

    [Fact]
    public async Task A_request_is_remembered_for_thirty_days()
    {
        var budget = await Server.ActiveAsync(("content", 10));
        var request = Hold(budget, 1);
        var first = await Operator.ReserveFundsAsync(request);

        Server.Clock.Leap(TimeSpan.FromDays(30));
        await Server.RunOnceAsync<RequestCleanup>();
        (await Answered(Operator.ReserveFundsAsync(request))).ShouldBe((first, true));

        Server.Clock.Advance(TimeSpan.FromTicks(TimeSpan.TicksPerMicrosecond));
        await Server.RunOnceAsync<RequestCleanup>();
        (await Answered(Operator.ReserveFundsAsync(request))).Replayed.ShouldBeFalse();
    }

    private static ReserveFundsRequest Hold(Budget budget, long micros) =>
        new() { Parent = budget.Name, Line = "content", AmountMicros = micros, Ttl = new() { Seconds = 31_622_400 }, RequestId = $"{Guid.NewGuid()}" };

    private static async Task<(T Answer, bool Replayed)> Answered<T>(AsyncUnaryCall<T> call)
    {
        var answer = await call;
        return (answer, (await call.ResponseHeadersAsync).GetValue("x-ops-replayed") == "true");
    }
}
