using Grpc.Core;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Server.Tests.Budgets;

namespace OpsPlatform.Server.Tests.Commands;

/// <summary>Callers that do not wait for their answer. What they asked for is wholly there or wholly absent, and a repeat finds out.</summary>
public sealed class Leaving(RunningServer server) : ServerTest(server)
{
    private const int Calls = 60;

    [Fact]
    public Task After_a_deadline_that_was_too_short_a_repeat_finds_out() =>
        EachHappensOnce(call => new CallOptions(deadline: DateTime.UtcNow.AddMilliseconds(call % 3)));

    [Fact]
    public Task After_a_cancelled_call_a_repeat_finds_out() => EachHappensOnce(call =>
    {
        var leave = new CancellationTokenSource();
        leave.CancelAfter(TimeSpan.FromMilliseconds(call % 12));
        return new CallOptions(cancellationToken: leave.Token);
    });

    private async Task EachHappensOnce(Func<int, CallOptions> impatient)
    {
        var budget = await Server.ActiveAsync(("content", 10_000));
        var requests = Enumerable.Range(0, Calls).Select(i => new RecordExpenseRequest
        {
            Parent = budget.Name,
            Line = "content",
            AmountMicros = 1 + i,
            ExternalReference = $"{i}",
            RequestId = $"{Guid.NewGuid()}",
        }).ToArray();

        var left = await Task.WhenAll(requests.Select(async (request, i) =>
        {
            try
            {
                await Operator.RecordExpenseAsync(request, impatient(i));
                return false;
            }
            catch (RpcException e) when (e.StatusCode is StatusCode.DeadlineExceeded or StatusCode.Cancelled)
            {
                return true;
            }
        }));
        left.ShouldContain(true, "nobody left, so that nothing was tried");

        var answers = await Task.WhenAll(requests.Select(request => Operator.RecordExpenseAsync(request).ResponseAsync));

        answers.Select(expense => expense.ExternalReference).ShouldBe(requests.Select(request => request.ExternalReference));
        var entries = await Server.LedgerMustGiveTheLinesAsync(budget.Name);
        entries.Where(entry => entry.Kind == LedgerEntry.Types.Kind.Spent).Select(entry => entry.ExternalReference).Order()
            .ShouldBe(requests.Select(request => request.ExternalReference).Order());
        (await Server.GetAsync(budget.Name)).Lines[0].SpentAmountMicros.ShouldBe(Calls * (Calls + 1) / 2);
    }
}
