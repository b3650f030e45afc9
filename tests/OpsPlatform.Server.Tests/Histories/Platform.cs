using Google.Protobuf;
using Grpc.Core;
using OpsPlatform.Budgets.V1;
using static OpsPlatform.Server.Tests.Budgets.BudgetSteps;

namespace OpsPlatform.Server.Tests.Histories;

/// <summary>Where histories happen: some servers of one platform, and what can go wrong with them.</summary>
/// <param name="Clock">The servers' clock.</param>
/// <param name="Clients">For a caller's number and a resource's name, its clients at each server.</param>
/// <param name="Make">Makes trouble.</param>
internal sealed record Platform(TimeProvider Clock, Func<int, string, IReadOnlyList<ApiClient>> Clients, Func<PlannedTrouble, Task> Make)
{
    private const long Content = 400;
    private const long Traffic = 250;

    /// <summary>Plays the plan of a seed on new budgets in these workspaces.</summary>
    /// <param name="run">Tells runs of the same seed apart.</param>
    public async Task<Played> PlayAsync(int seed, byte run, PlanSize size, params IReadOnlyList<string> workspaces)
    {
        var history = new History(Clock);
        var budgets = await Task.WhenAll(workspaces.Select(DraftAsync));
        var plan = Plan.Make(seed, size, budgets, run);
        var callers = Enumerable.Range(0, size.Callers).Select(i => new Caller($"caller {i}", history, name => Clients(i, name))).ToArray();

        // Money can be asked for before it is there: the approval is one of the calls that meet.
        foreach (var budget in budgets)
            await callers[0].RunAsync(Call(new SubmitBudgetRequest { Name = budget }));
        var troubles = new Queue<PlannedTrouble>(plan.Troubles);
        var approvals = budgets.Select(budget => Call(new ApproveBudgetRequest { Name = budget }));
        var begun = 0;
        await Task.WhenAll(callers.Select((caller, i) => caller.RunAsync([.. i == 1 ? approvals : [], .. plan.Callers[i]], async () =>
        {
            if (Due(troubles, Interlocked.Increment(ref begun)) is { } trouble)
                await Make(trouble);
        })));

        // The ledger is read last: what the platform did by itself until a read is known from it.
        var problems = new List<string>(history.Problems);
        foreach (var budget in budgets)
        {
            foreach (var reader in callers.Take(2))
            {
                await reader.ReadAsync(new GetBudgetRequest { Name = budget });
                await reader.ReadAsync(new ListReservationsRequest { Parent = budget, PageSize = 1000 });
            }

            var ledger = (ListEntriesResponse)await callers[0].ReadAsync(new ListEntriesRequest { Parent = budget, PageSize = 1000 });
            var start = new ModelBudget { Time = DateTimeOffset.MinValue, Lines = [new("content", Content), new("traffic", Traffic)] };
            problems.Add(Verdict.Of(budget, start, history.Of(budget, ledger)));
        }

        problems.AddRange(history.Problems);
        return new Played(string.Join('\n', problems.Where(problem => problem.Length > 0).Distinct()), [.. history.Calls]);
    }

    private async Task<string> DraftAsync(string workspace)
    {
        var draft = new CreateBudgetRequest { Parent = workspace, BudgetId = NewId(), Budget = OfLines(("content", Content), ("traffic", Traffic)) };
        return (await Clients(0, workspace)[0].Budgets.CreateBudgetAsync(draft, new CallOptions().WithWaitForReady())).Name;
    }

    private static PlannedTrouble? Due(Queue<PlannedTrouble> troubles, int begun)
    {
        lock (troubles)
            return troubles.TryPeek(out var next) && next.AtCall <= begun ? troubles.Dequeue() : null;
    }

    private static PlannedCall Call(IMessage request) => new(request, Habit.Waits, EtagChoice.None, 0);
}

/// <param name="Problem">What cannot be, for people; empty when all is as it must be.</param>
internal sealed record Played(string Problem, IReadOnlyList<Call> Calls);
