using System.Diagnostics.CodeAnalysis;
using OpsPlatform.Client.Internal;
using V1 = OpsPlatform.Contents.V1;

namespace OpsPlatform.Client;

/// <summary>The name of a word list: <c>workspaces/{workspace}/word-lists/{word_list}</c>.</summary>
/// <param name="Workspace">The id of the workspace.</param>
/// <param name="WordList">The id of the word list.</param>
public sealed record WordListName(string Workspace, string WordList)
{
    private static readonly ResourcePattern Pattern = ResourcePattern.Of(V1.WordList.Descriptor);

    /// <summary>The name as requests have it.</summary>
    /// <exception cref="ArgumentException">An id is empty or has a slash.</exception>
    public static string Format(string workspace, string wordList) => Pattern.Format(workspace, wordList);

    /// <summary>Takes a name apart.</summary>
    /// <exception cref="FormatException">It is no such name.</exception>
    public static WordListName Parse(string name) => Of(Pattern.Parse(name));

    /// <summary>Takes a name apart, if it is one.</summary>
    public static bool TryParse(string? name, [NotNullWhen(true)] out WordListName? parsed) =>
        (parsed = Pattern.TryParse(name) is { } ids ? Of(ids) : null) is not null;

    /// <inheritdoc/>
    public override string ToString() => Format(Workspace, WordList);

    private static WordListName Of(string[] ids) => new(ids[0], ids[1]);
}
