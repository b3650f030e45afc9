namespace OpsPlatform.EventStore;

/// <summary>How many events to ask for, so that large ones are not sent over the wire to be left out of their page.</summary>
internal sealed class PageSize
{
    private const int Most = 1000;

    public int Limit { get; private set; } = Most;

    public void Learn(WorkspacePage page)
    {
        if (page.Events.Count > 0)
            Limit = page.IsLast || page.Events.Count == Limit ? Math.Min(Limit * 2, Most) : page.Events.Count;
    }
}
