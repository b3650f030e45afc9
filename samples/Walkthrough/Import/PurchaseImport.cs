using System.Collections.Concurrent;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Client;
using Walkthrough.Input;

namespace Walkthrough.Import;

/// <summary>Imports purchases, many at once. The steps of one purchase follow each other; purchases wait for none.</summary>
internal sealed class PurchaseImport(BudgetService.BudgetServiceClient budgets, Calls calls, string workspace)
{
    private readonly ConcurrentBag<RefusedPurchase> _refused = [];

    /// <summary>What the platform would not take, by reference.</summary>
    public IReadOnlyList<RefusedPurchase> Refused => [.. _refused.OrderBy(refused => refused.Purchase.Reference, StringComparer.Ordinal)];

    /// <param name="purchases">Need not be in order: what fits into a line fits in any order.</param>
    /// <param name="concurrency">How many at once.</param>
    /// <param name="done">Told of each one, imported or refused, from any thread.</param>
    public Task RunAsync(IReadOnlyList<Purchase> purchases, int concurrency, Action done, CancellationToken cancellation)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = cancellation };
        return Parallel.ForEachAsync(purchases, parallel, async (purchase, stop) =>
        {
            await ImportAsync(purchase, stop);
            done();
        });
    }

    /// <summary>A budget says no to a purchase for two reasons of its own; any other failure is one of ours and ends the import.</summary>
    private async Task ImportAsync(Purchase purchase, CancellationToken stop)
    {
        var steps = new PurchaseSteps(budgets, calls, BudgetName.Format(WorkspaceName.Parse(workspace).Workspace, purchase.Budget), purchase, stop);
        try
        {
            await steps.RunAsync();
        }
        catch (OpsPlatformException e) when (e.Reason is ErrorReason.BudgetExceeded or ErrorReason.CostItemMisplaced)
        {
            _refused.Add(new RefusedPurchase(purchase, e.Reason, e.ReasonText, e.Message));
        }
        catch (OpsPlatformException e)
        {
            throw new TourException($"{purchase.Reference} could not be imported: {e.Message} ({e.ReasonText})", e);
        }
    }
}

/// <summary>A purchase that the platform refused, and why: a reason to decide by, and a sentence to read.</summary>
internal sealed record RefusedPurchase(Purchase Purchase, ErrorReason Reason, string ReasonText, string Sentence);
