namespace OpsPlatform.EventStore;

/// <summary>
/// What waits to be committed, workspace by workspace, each in the order of its coming. A workspace of which a batch is under way gives no
/// other, so that what was decided later is never committed first.
/// </summary>
internal sealed class AppendQueue(int mostAppends, long mostBytes, int mostWorkers)
{
    /// <summary>Workspaces that are committed in one transaction. Each costs two statements, and all are held until the last is done.</summary>
    private const int MostWorkspaces = 32;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Lane> _lanes = [];
    private readonly Queue<Lane> _ready = [];
    private int _appends;
    private int _workers;
    private long _bytes;

    /// <returns>Whether another worker is to be started.</returns>
    /// <exception cref="StoreBusyException">The queue is full.</exception>
    public bool Add(PendingAppend pending)
    {
        lock (_gate)
        {
            if (_appends >= mostAppends || _bytes + pending.Bytes > mostBytes)
                throw new StoreBusyException();
            _appends++;
            _bytes += pending.Bytes;
            if (!_lanes.TryGetValue(pending.Append.Tenant, out var lane))
                _lanes.Add(pending.Append.Tenant, lane = new Lane(pending.Append.Tenant));
            lane.Waiting.Enqueue(pending);
            if (lane.Waiting.Count == 1 && !lane.IsUnderWay)
                _ready.Enqueue(lane);
            return WantsWorker();
        }
    }

    /// <summary>What is to be committed next, ordered by workspace. Empty when nothing can be: then the worker that asked is to end.</summary>
    public IReadOnlyList<WorkspaceBatch> Take()
    {
        var taken = new List<WorkspaceBatch>();
        lock (_gate)
        {
            while (taken.Count < MostWorkspaces && _ready.TryDequeue(out var lane))
            {
                if (Take(lane) is { } batch)
                    taken.Add(batch);
            }

            if (taken.Count == 0)
                _workers--;
        }

        taken.Sort((a, b) => string.CompareOrdinal(a.Tenant, b.Tenant));
        return taken;
    }

    /// <summary>The batch has its results.</summary>
    /// <returns>Whether another worker is to be started.</returns>
    public bool Done(WorkspaceBatch batch)
    {
        lock (_gate)
        {
            _appends -= batch.Members.Count;
            _bytes -= batch.Members.Sum(member => member.Pending.Bytes);
            var lane = _lanes[batch.Tenant];
            lane.IsUnderWay = false;
            if (lane.Waiting.Count > 0)
                _ready.Enqueue(lane);
            else
                _lanes.Remove(batch.Tenant);
            return WantsWorker();
        }
    }

    private bool WantsWorker()
    {
        if (_ready.Count == 0 || _workers == mostWorkers)
            return false;
        _workers++;
        return true;
    }

    private WorkspaceBatch? Take(Lane lane)
    {
        var batch = new WorkspaceBatch(lane.Tenant);
        while (lane.Waiting.TryPeek(out var pending) && batch.Fits(pending))
        {
            lane.Waiting.Dequeue();
            if (pending.TryTake())
            {
                batch.Add(pending);
                continue;
            }

            _appends--;
            _bytes -= pending.Bytes;
        }

        if (batch.Members.Count == 0)
        {
            _lanes.Remove(lane.Tenant);
            return null;
        }

        lane.IsUnderWay = true;
        return batch;
    }

    private sealed class Lane(string tenant)
    {
        public string Tenant => tenant;

        public Queue<PendingAppend> Waiting { get; } = [];

        public bool IsUnderWay { get; set; }
    }
}
