using System.Diagnostics;
using OpsPlatform.Bench.Platform;
using OpsPlatform.Budgets.V1;

namespace OpsPlatform.Bench.Budgets;

/// <summary>Many holds on one budget that all end at once.</summary>
internal sealed class ManyHolds(Workspace workspace, Lanes lanes)
{
    public const int Count = 10_000;

    /// <summary>Time to make them before the first ends.</summary>
    private static readonly TimeSpan s_preparation = TimeSpan.FromSeconds(45);

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    /// <summary>How long after the first of them has ended all their money is on the line again.</summary>
    public async Task<TimeSpan> ExpireAsync(string id, CancellationToken cancellation)
    {
        var budget = await workspace.CreateAsync(id, cancellation);
        var end = TimeProvider.System.GetUtcNow() + s_preparation;
        await HoldAsync(budget, () => end - TimeProvider.System.GetUtcNow(), cancellation);
        var left = end - TimeProvider.System.GetUtcNow();
        if (left < TimeSpan.FromSeconds(1))
            throw new WorthlessRunException($"{Count:N0} holds could not be made in {s_preparation.TotalSeconds:N0} s: this machine is too busy to measure on.");
        await Task.Delay(left, cancellation);
        return await UntilAsync(budget, read => read.OpenReservationCount == 0, cancellation);
    }

    /// <summary>How long it takes to close their budget, which releases them.</summary>
    public async Task<TimeSpan> CloseAsync(string id, CancellationToken cancellation)
    {
        var budget = await workspace.CreateAsync(id, cancellation);
        await HoldAsync(budget, () => TimeSpan.FromDays(1), cancellation);
        var asked = Stopwatch.GetTimestamp();
        await workspace.Operations.Budgets.CloseBudgetAsync(new CloseBudgetRequest { Name = budget.Name, ReleaseReservations = true }, cancellationToken: cancellation);
        await UntilAsync(budget, read => read.State == Budget.Types.State.Closed, cancellation);
        return Stopwatch.GetElapsedTime(asked);
    }

    private Task HoldAsync(BudgetUnderLoad budget, Func<TimeSpan> ttl, CancellationToken cancellation) => Parallel.ForEachAsync(
        Enumerable.Range(0, Count),
        new ParallelOptions { MaxDegreeOfParallelism = Workspace.MostCallers, CancellationToken = cancellation },
        async (hold, _) => await budget.ReserveAsync(lanes, hold, ttl()));

    private async Task<TimeSpan> UntilAsync(BudgetUnderLoad budget, Func<Budget, bool> done, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        while (true)
        {
            var read = await lanes[0].GetBudgetAsync(new GetBudgetRequest { Name = budget.Name }, lanes.Options);
            var elapsed = Stopwatch.GetElapsedTime(start);
            if (done(read))
                return read.Lines.All(line => line.HeldAmountMicros == 0 && line.LeftAmountMicros == line.AllocatedAmountMicros) ? elapsed : throw new WorthlessRunException($"{read} has not all its money again.");
            if (elapsed > s_patience)
                throw new WorthlessRunException($"After {elapsed.TotalSeconds:N0} s {read.OpenReservationCount:N0} holds are open still.");
            await Task.Delay(TimeSpan.FromMilliseconds(10), cancellation);
        }
    }
}
