using Google.Protobuf;

namespace OpsPlatform.EventStore;

/// <summary>Messages as jsonb columns take them: proto3 JSON.</summary>
internal static class StoredJson
{
    private const string Nul = "\\u0000";

    /// <exception cref="UnstorableTextException">A text holds U+0000. Found here, it fails alone; found by PostgreSQL, it would fail all that is committed with it.</exception>
    public static string Of(IMessage message)
    {
        var json = JsonFormatter.Default.Format(message);
        for (var at = json.IndexOf(Nul, StringComparison.Ordinal); at >= 0; at = json.IndexOf(Nul, at + 1, StringComparison.Ordinal))
        {
            // Behind another backslash it is the text \u0000 itself, which is six harmless characters.
            var backslashes = 0;
            while (backslashes < at && json[at - 1 - backslashes] == '\\')
                backslashes++;
            if (backslashes % 2 == 0)
                throw new UnstorableTextException();
        }

        return json;
    }
}
