using System.Collections;
using Grpc.Core.Utils;

namespace Grpc.Core;

/// <summary>Headers or trailers of a call: an ordered list of entries in which a key may repeat.</summary>
public sealed partial class Metadata : IList<Metadata.Entry>
{
    /// <summary>Keys with this suffix carry bytes, all others carry text.</summary>
    public const string BinaryHeaderSuffix = "-bin";

    /// <summary>Metadata without entries, read-only.</summary>
    public static readonly Metadata Empty = new() { IsReadOnly = true };

    private readonly List<Entry> entries = [];

    /// <summary>Whether a change is refused with <see cref="InvalidOperationException" />.</summary>
    public bool IsReadOnly { get; private init; }

    /// <summary>The number of entries, repeated keys included.</summary>
    public int Count => entries.Count;

    /// <summary>The entry at a position.</summary>
    /// <param name="index">The position, from 0.</param>
    public Entry this[int index]
    {
        get => entries[index];
        set
        {
            MustBeWritable();
            entries[index] = GrpcPreconditions.CheckNotNull(value, nameof(value));
        }
    }

    /// <summary>The last entry with a key, or null.</summary>
    /// <param name="key">The key, in any case.</param>
    public Entry? Get(string key) => entries.FindLast(entry => Has(entry, key));

    /// <summary>The text of the last entry with a key, or null.</summary>
    /// <param name="key">The key, in any case, without <c>-bin</c> at its end.</param>
    public string? GetValue(string key) => Get(key)?.Value;

    /// <summary>The bytes of the last entry with a key, or null.</summary>
    /// <param name="key">The key, in any case.</param>
    public byte[]? GetValueBytes(string key) => Get(key)?.ValueBytes;

    /// <summary>All entries with a key, in their order.</summary>
    /// <param name="key">The key, in any case.</param>
    public IEnumerable<Entry> GetAll(string key) => entries.Where(entry => Has(entry, key));

    /// <summary>Adds an entry at the end.</summary>
    /// <param name="item">The entry.</param>
    public void Add(Entry item)
    {
        MustBeWritable();
        entries.Add(GrpcPreconditions.CheckNotNull(item, nameof(item)));
    }

    /// <summary>Adds a text entry at the end.</summary>
    /// <param name="key">The key, without <c>-bin</c> at its end.</param>
    /// <param name="value">The text, ASCII.</param>
    public void Add(string key, string value) => Add(new Entry(key, value));

    /// <summary>Adds a binary entry at the end.</summary>
    /// <param name="key">The key, with <c>-bin</c> at its end.</param>
    /// <param name="valueBytes">The bytes, which are copied.</param>
    public void Add(string key, byte[] valueBytes) => Add(new Entry(key, valueBytes));

    /// <inheritdoc />
    public void Insert(int index, Entry item)
    {
        MustBeWritable();
        entries.Insert(index, GrpcPreconditions.CheckNotNull(item, nameof(item)));
    }

    /// <inheritdoc />
    public bool Remove(Entry item)
    {
        MustBeWritable();
        return entries.Remove(item);
    }

    /// <inheritdoc />
    public void RemoveAt(int index)
    {
        MustBeWritable();
        entries.RemoveAt(index);
    }

    /// <inheritdoc />
    public void Clear()
    {
        MustBeWritable();
        entries.Clear();
    }

    /// <inheritdoc />
    public bool Contains(Entry item) => entries.Contains(item);

    /// <inheritdoc />
    public int IndexOf(Entry item) => entries.IndexOf(item);

    /// <inheritdoc />
    public void CopyTo(Entry[] array, int arrayIndex) => entries.CopyTo(array, arrayIndex);

    /// <inheritdoc />
    public IEnumerator<Entry> GetEnumerator() => entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static bool Has(Entry entry, string key) => entry.Key.Equals(key, StringComparison.OrdinalIgnoreCase);

    private void MustBeWritable() => GrpcPreconditions.CheckState(!IsReadOnly, "This metadata is read-only.");
}
