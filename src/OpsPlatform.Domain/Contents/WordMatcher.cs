using System.Numerics;
using OpsPlatform.Contents.V1;

namespace OpsPlatform.Domain.Contents;

/// <summary>
/// Finds all words of a list in one pass over a text, however many words there are: after A. V. Aho and M. J. Corasick, "Efficient String Matching" (1975). Once
/// built, it is shared by all who look. Its transitions lie in one open hash table, because most letters of a text lead nowhere, and a table by letter for each of a
/// hundred thousand nodes would be a thousand times as large.
/// </summary>
public sealed class WordMatcher
{
    /// <summary>More between two letters is no attempt to hide a word but other text.</summary>
    private const int MostInserted = 4;

    private const int Root = 0;
    private const ulong Multiplier = 0x9e3779b97f4a7c15;

    private readonly List<(WordGroup Group, string Word, int Length, bool HasLatinStart, bool HasLatinEnd)> _words = [];
    private readonly List<int> _wordOf = [-1];
    private readonly int[] _first = new int[char.MaxValue + 1];
    private readonly int[] _fallbacks;
    private readonly int[] _shorter;
    private readonly (ulong Key, int Node)[] _next;
    private readonly int _shift;

    public WordMatcher(IEnumerable<WordGroup> groups)
    {
        var (next, parents) = Grow(groups);
        _shift = 64 - Math.Max(4, BitOperations.Log2((uint)next.Count) + 2);
        _next = new (ulong, int)[1 << (64 - _shift)];
        foreach (var (key, node) in next)
            Put(key, node);
        (_fallbacks, _shorter) = Link(parents);
    }

    /// <summary>The words in a text, in the order in which they end; one within another as well.</summary>
    public IEnumerable<WordHit> Find(string text)
    {
        var (folded, node) = (FoldedText.Of(text), Root);
        for (var i = 0; i < folded.Text.Length; i++)
        {
            node = Step(node, folded.Text[i]);
            for (var found = _wordOf[node] >= 0 ? node : _shorter[node]; found != Root; found = _shorter[found])
            {
                var (group, word, length, hasLatinStart, hasLatinEnd) = _words[_wordOf[found]];
                var (start, end) = (folded.Places[i - length + 1], folded.Places[i] + 1);
                if (IsOne(text, folded.Places.AsSpan(i - length + 1, length)) && !(hasLatinStart && IsLatin(text, start - 1)) && !(hasLatinEnd && IsLatin(text, end)))
                    yield return new WordHit(start, end, group, word);
            }
        }
    }

    private int Step(int node, char letter)
    {
        while (node != Root)
        {
            if (Next(node, letter) is var next and > Root)
                return next;
            node = _fallbacks[node];
        }

        return _first[letter];
    }

    private int Next(int node, char letter)
    {
        var key = Key(node, letter);
        var slot = (int)(unchecked(key * Multiplier) >> _shift);
        while (_next[slot] is { Node: not Root } next)
        {
            if (next.Key == key)
                return next.Node;
            slot = (slot + 1) & (_next.Length - 1);
        }

        return Root;
    }

    private (Dictionary<ulong, int> Next, List<(int Node, char Letter)> Parents) Grow(IEnumerable<WordGroup> groups)
    {
        var (next, parents) = (new Dictionary<ulong, int>(), new List<(int Node, char Letter)> { (Root, '\0') });
        foreach (var group in groups)
        {
            foreach (var word in group.Words)
            {
                var (node, folded) = (Root, FoldedText.Of(word).Text);
                foreach (var letter in folded)
                {
                    if (!next.TryGetValue(Key(node, letter), out var target))
                    {
                        next.Add(Key(node, letter), target = parents.Count);
                        parents.Add((node, letter));
                        _wordOf.Add(-1);
                    }

                    node = target;
                }

                // The first of two that read the same stands for both.
                if (node == Root || _wordOf[node] >= 0)
                    continue;
                _wordOf[node] = _words.Count;
                _words.Add((group, word, folded.Length, IsLatin(folded, 0), IsLatin(folded, folded.Length - 1)));
            }
        }

        return (next, parents);
    }

    /// <summary>For each node, where to go on when no letter fits, and the next shorter word that ends there as well. Nodes nearer to the root come first.</summary>
    private (int[] Fallbacks, int[] Shorter) Link(List<(int Node, char Letter)> parents)
    {
        var (depths, fallbacks, shorter) = (new int[parents.Count], new int[parents.Count], new int[parents.Count]);
        for (var node = 1; node < parents.Count; node++)
            depths[node] = depths[parents[node].Node] + 1;
        foreach (var node in Enumerable.Range(1, parents.Count - 1).OrderBy(node => depths[node]))
        {
            var (parent, letter) = parents[node];
            if (parent == Root)
            {
                _first[letter] = node;
                continue;
            }

            var fallback = fallbacks[parent];
            while (fallback != Root && Next(fallback, letter) == Root)
                fallback = fallbacks[fallback];
            fallbacks[node] = fallback == Root ? _first[letter] : Next(fallback, letter);
            shorter[node] = _wordOf[fallbacks[node]] >= 0 ? fallbacks[node] : shorter[fallbacks[node]];
        }

        return (fallbacks, shorter);
    }

    private void Put(ulong key, int node)
    {
        var slot = (int)(unchecked(key * Multiplier) >> _shift);
        while (_next[slot].Node != Root)
            slot = (slot + 1) & (_next.Length - 1);
        _next[slot] = (key, node);
    }

    private static ulong Key(int node, char letter) => ((ulong)node << 16) | letter;

    /// <summary>Whether the letters stand near enough to each other to be one word. An emoji is one mark, though two units.</summary>
    private static bool IsOne(string text, ReadOnlySpan<int> places)
    {
        for (var i = 1; i < places.Length; i++)
        {
            var inserted = 0;
            for (var unit = places[i - 1] + 1; unit < places[i] && inserted <= MostInserted; unit++)
                inserted += char.IsLowSurrogate(text[unit]) ? 0 : 1;
            if (inserted > MostInserted)
                return false;
        }

        return true;
    }

    private static bool IsLatin(string text, int place) => place >= 0 && place < text.Length && char.IsAsciiLetterOrDigit(text[place]);
}

/// <summary>A word that was found.</summary>
/// <param name="Start">Where it begins in the text, as an index of a UTF-16 unit.</param>
/// <param name="End">Where it ends, not included.</param>
/// <param name="Group">What it is listed in.</param>
/// <param name="Word">As it is listed.</param>
public readonly record struct WordHit(int Start, int End, WordGroup Group, string Word);
