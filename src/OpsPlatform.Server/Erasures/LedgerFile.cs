using System.Text.Json;

namespace OpsPlatform.Server.Erasures;

/// <summary>
/// The file of the erasure ledger: JSON, one erasure a line, each with the digest of the line before. Lines are only ever added; a last
/// one without its end was never acknowledged, and is passed over by readers and cut off by the next writer.
/// </summary>
internal sealed class LedgerFile(string path)
{
    private const byte EndOfLine = (byte)'\n';

    private readonly List<LedgerLine> _lines = [];
    private long _end;

    /// <summary>As of the last reading.</summary>
    public IReadOnlyList<LedgerLine> Lines => _lines;

    /// <summary>Reads on from where the last reading ended, and says whether an unfinished line follows.</summary>
    /// <exception cref="InvalidOperationException">A line was changed, taken out, put in or damaged.</exception>
    public bool Read()
    {
        using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
        if (file.Length < _end)
            throw Damaged("is shorter than it was", _lines.Count);
        file.Position = _end;
        var unread = new byte[file.Length - _end];
        file.ReadExactly(unread);

        var rest = unread.AsSpan();
        while (rest.IndexOf(EndOfLine) is var end and >= 0)
        {
            Add(rest[..end]);
            _end += end + 1;
            rest = rest[(end + 1)..];
        }

        return rest.Length > 0;
    }

    /// <summary>Adds a line after those that were read, in the place of an unfinished one. It is on the disk when this returns.</summary>
    public LedgerLine Append(LedgerLine line)
    {
        var (text, written) = line.Write();
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.SetLength(_end);
        file.Position = _end;
        file.Write([.. text, EndOfLine]);
        file.Flush(flushToDisk: true);
        _end += text.Length + 1;
        _lines.Add(written);
        return written;
    }

    private void Add(ReadOnlySpan<byte> text)
    {
        LedgerLine line;
        try
        {
            line = LedgerLine.Read(text);
        }
        catch (JsonException)
        {
            throw Damaged("cannot be read", _lines.Count + 1);
        }

        if (line.Sequence != _lines.Count + 1 || line.Previous != (_lines.Count > 0 ? _lines[^1].Digest : LedgerLine.NoDigest))
            throw Damaged("does not follow the line before", _lines.Count + 1);
        _lines.Add(line);
    }

    private InvalidOperationException Damaged(string problem, int line) =>
        new($"The erasure ledger {path} {problem}, at line {line}: it was changed or damaged. Put back its last good copy; without it, a restored backup could bring erased persons back.");
}
