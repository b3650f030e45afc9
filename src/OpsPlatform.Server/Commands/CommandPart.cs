using Google.Protobuf;
using OpsPlatform.Domain;
using OpsPlatform.EventStore;

namespace OpsPlatform.Server.Commands;

/// <summary>
/// One stream's part in a command: its state as this node knows it, and what is decided on that. Most commands have one part; what belongs together in
/// several streams is decided on all of them and stored with one append. Whoever uses the state holds the part's gate.
/// </summary>
internal abstract class CommandPart(string workspace, string stream)
{
    private Lineage? _lineage;
    private Task<AppendResult>? _basis;

    protected string Workspace => workspace;

    public string Stream => stream;

    /// <summary>What is locked while it is decided on.</summary>
    public object Gate => Live;

    /// <summary>Whether the store has been asked in this attempt, or need not be.</summary>
    public abstract bool IsLoaded { get; }

    /// <summary>Whether what it is decided on was there when it was last looked for.</summary>
    public bool IsFound { get; private set; }

    /// <summary>Shared by what was decided on each other since the state was loaded.</summary>
    public Lineage Lineage => _lineage!;

    protected abstract ILiveStream Live { get; }

    /// <summary>To be called before each attempt.</summary>
    public abstract void Begin();

    /// <summary>False when the state has to be loaded first.</summary>
    public bool TryFind()
    {
        IsFound = FindState();
        if (IsFound)
            (_lineage, _basis) = (Live.Lineage, Live.Tail);
        return IsFound;
    }

    /// <summary>What stands against it, when only the outcome is asked for.</summary>
    public IReadOnlyCollection<Refusal> Objections { get; protected set; } = [];

    /// <summary>Decides, and folds in what was decided.</summary>
    /// <exception cref="Refusal"/>
    public abstract void Decide(DecisionContext context);

    /// <summary>What it does to the stream's resource, for kinds of resources that tell; else null.</summary>
    public abstract IMessage? Impact();

    public abstract StreamAppend ToAppend();

    /// <summary>None when nothing has happened to it.</summary>
    public abstract IEnumerable<DocumentWrite> Documents();

    /// <summary>From now on others decide on what this append makes.</summary>
    public abstract void Advance(Task<AppendResult> append);

    public abstract Task LoadAsync(PostgresEventStore store, CancellationToken cancellation);

    /// <summary>Waits until what others have decided is stored, or is not.</summary>
    public async Task SettledAsync(CancellationToken cancellation)
    {
        Task? tail;
        lock (Gate)
            tail = Live.Tail;
        if (tail is not null)
            await tail.WaitAsync(cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Whether the state that it was decided on is stored. If not, the stream is given up.</summary>
    public async Task<bool> IsBasisStored()
    {
        if (_basis is null)
            return true;

        // The append of another call, which is told of it. This one decides again.
        await ((Task)_basis).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_basis.IsCompletedSuccessfully && await _basis is AppendResult.Committed)
            return true;
        Forget();
        return false;
    }

    /// <summary>The stream is not what was decided on: it is given up and loaded anew.</summary>
    public void Forget()
    {
        lock (Gate)
            Live.Forget(Lineage);
    }

    protected abstract bool FindState();
}

/// <param name="children">Those below the stream that the command names: <c>reservations/r1</c>.</param>
internal sealed class CommandPart<TRoot>(AggregateType<TRoot> type, LiveStreams streams, string workspace, string stream, IReadOnlyList<string> children) : CommandPart(workspace, stream)
    where TRoot : class, IMessage<TRoot>, new()
{
    private IReadOnlyList<string> _children = children;
    private LiveStream<TRoot>? _live;
    private StreamState<TRoot>? _loaded;
    private Aggregate<TRoot>? _aggregate;
    private IMessage[] _events = [];
    private long _version;
    private TRoot? _before;

    /// <summary>The id of the resource that the command is about.</summary>
    public string Id { get; init; } = "";

    /// <summary>That nobody has its id yet, so that the store need not be asked.</summary>
    public bool IsNew { get; init; }

    /// <summary>What is asked for, where it may need further children; null for none.</summary>
    public IMessage? Request { get; init; }

    /// <summary>Refuses before anything is decided.</summary>
    public Action<Aggregate<TRoot>> Check { get; init; } = _ => { };

    public required Func<Aggregate<TRoot>, DecisionContext, IEnumerable<IMessage>> Decision { get; init; }

    /// <summary>The state with what was decided.</summary>
    public Aggregate<TRoot> Aggregate => _aggregate!;

    public override bool IsLoaded => _loaded is not null;

    protected override ILiveStream Live => _live!;

    public override void Begin()
    {
        _live = streams.Get(Workspace, Stream, () => new LiveStream<TRoot>(type, Workspace, Stream));
        _loaded = IsNew ? new StreamState<TRoot>(0, null, [], []) : null;
    }

    public override void Decide(DecisionContext context)
    {
        (_version, _before) = (Aggregate.Version, Aggregate.Root);
        Check(Aggregate);
        List<Refusal>? objections = context.Objections is null ? null : [];
        _events = [.. Decision(Aggregate, context with { Id = Id, Objections = objections })];
        Objections = objections ?? [];
        foreach (var message in _events)
            type.Apply(Aggregate, new Recorded(message, Aggregate.Version + 1, context.Time));
    }

    public override IMessage? Impact() => type.Impact?.Invoke(_before!, Aggregate, Objections);

    public override StreamAppend ToAppend() => new(Stream, type.StreamType, _version, _events);

    public override IEnumerable<DocumentWrite> Documents() => _events.Length == 0 ? [] : type.Documents(Stream, Aggregate);

    public override void Advance(Task<AppendResult> append)
    {
        if (_events.Length == 0)
            return;
        _live!.Advance(Aggregate, append);
        streams.Changed(Workspace, Stream, _live.Bytes);
    }

    public override async Task LoadAsync(PostgresEventStore store, CancellationToken cancellation) =>
        _loaded = await store.LoadAsync<TRoot>(Workspace, Stream, [.. _children.Select(child => type.Document(Stream, child))], cancellation);

    protected override bool FindState()
    {
        _aggregate = _live!.Find(_children, _loaded);
        if (_aggregate is null || type.Beside is null)
            return _aggregate is not null;

        var known = _aggregate.Children.Select(child => child.Value).Append(Request).OfType<IMessage>();
        string[] further = [.. known.Select(message => type.Beside(_aggregate.Root, message)).OfType<string>().Except(_children)];
        if (further.Length == 0)
            return true;

        // What was loaded does not tell whether they are there.
        (_children, _loaded) = ([.. _children, .. further], null);
        return (_aggregate = _live.Find(_children, null)) is not null;
    }
}
