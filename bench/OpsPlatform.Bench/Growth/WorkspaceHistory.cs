using Google.Protobuf;
using OpsPlatform.Domain;

namespace OpsPlatform.Bench.Growth;

/// <summary>The budgets of a workspace, many of which change at a time, so that a stream's events lie as far apart as they do in real use.</summary>
internal sealed record WorkspaceHistory(string Id, IEnumerable<BudgetHistory> Budgets)
{
    private const int AtATime = 50;

    public IEnumerable<(string Stream, Recorded Event)> Play(Action<string, IMessage, long> finished)
    {
        using var waiting = Budgets.GetEnumerator();
        var playing = new Queue<(string Stream, IEnumerator<Recorded> Events)>();
        while (true)
        {
            while (playing.Count < AtATime && waiting.MoveNext())
                playing.Enqueue((waiting.Current.Stream, waiting.Current.Play(finished).GetEnumerator()));
            if (!playing.TryDequeue(out var budget))
                yield break;
            if (!budget.Events.MoveNext())
            {
                budget.Events.Dispose();
                continue;
            }

            yield return (budget.Stream, budget.Events.Current);
            playing.Enqueue(budget);
        }
    }
}
