namespace OpsPlatform.Server.Commands;

/// <summary>
/// Lets the calls of this node on one stream decide one after another, so that they do not refuse each other's appends. Other nodes
/// are not held up: the store judges what they append meanwhile.
/// </summary>
internal sealed class StreamGates : IDisposable
{
    // Streams share gates by hash: memory stays bounded, and two busy streams rarely meet.
    private readonly SemaphoreSlim[] _gates = [.. Enumerable.Range(0, 4096).Select(_ => new SemaphoreSlim(1))];

    public async Task<IDisposable> EnterAsync(string workspace, string stream, CancellationToken cancellation)
    {
        var gate = _gates[(uint)HashCode.Combine(workspace, stream) % _gates.Length];
        await gate.WaitAsync(cancellation);
        return new Exit(gate);
    }

    public void Dispose() => Array.ForEach(_gates, gate => gate.Dispose());

    private sealed class Exit(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
