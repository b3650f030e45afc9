namespace OpsPlatform.Server.Personal;

/// <summary>Copies of the keys that one call needs; cleared when it is done with them.</summary>
internal sealed class LeasedKeys : IDisposable
{
    private readonly Dictionary<string, SubjectKey?> _keys = [];

    /// <summary>The field that names a subject who is erased, although the request brought something personal of theirs; else empty.</summary>
    public string ErasedSubject { get; set; } = "";

    /// <param name="key">Null when the subject is erased.</param>
    public void Add(string subject, SubjectKey? key) => _keys.Add(subject, key);

    /// <summary>False when there never was a key.</summary>
    /// <param name="key">Null when the subject is erased.</param>
    public bool TryGet(string subject, out SubjectKey? key) => _keys.TryGetValue(subject, out key);

    public void Dispose()
    {
        foreach (var key in _keys.Values)
            key?.Dispose();
    }
}
