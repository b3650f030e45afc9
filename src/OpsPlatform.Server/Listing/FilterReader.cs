using System.Text;
using OpsPlatform.EventStore;

namespace OpsPlatform.Server.Listing;

/// <summary>Reads the words of a filter one after another. What a word may hold depends on where it stands: a colon ends a field and is part of a time.</summary>
internal sealed class FilterReader(string text)
{
    private const string EndsField = "()=!<>:,\"'";
    private const string EndsLiteral = "()=!<>,\"'";

    private static readonly (string Sign, Comparator? Comparator)[] Signs =
    [
        ("<=", Comparator.LessOrEqual),
        (">=", Comparator.GreaterOrEqual),
        ("!=", Comparator.NotEqual),
        ("<", Comparator.Less),
        (">", Comparator.Greater),
        ("=", Comparator.Equal),
        (":", null),
    ];

    /// <summary>In chars from the beginning.</summary>
    public int At { get; private set; }

    public bool IsAtEnd => At == text.Length;

    /// <summary>Nothing touches what stands here from the left.</summary>
    public bool IsApart => At == 0 || text[At - 1] == ')' || char.IsWhiteSpace(text[At - 1]) || Current == '(';

    public char Current => IsAtEnd ? '\0' : text[At];

    /// <summary>For people: the first character is 1, and a character is a code point.</summary>
    public int Position(int at) => text.AsSpan(0, at).ToString().EnumerateRunes().Count() + 1;

    public void SkipSpace()
    {
        while (!IsAtEnd && char.IsWhiteSpace(Current))
            At++;
    }

    public bool Take(char c)
    {
        if (IsAtEnd || Current != c)
            return false;
        At++;
        return true;
    }

    /// <summary>Whether the next word is this one, and not only begins so.</summary>
    public bool IsAtWord(string word) => Next(EndsField) == word;

    public string Word() => Taken(Next(EndsField));

    /// <summary>The sign that stands here; null when there is none.</summary>
    public (string Sign, Comparator? Comparator)? Sign()
    {
        foreach (var sign in Signs)
        {
            if (string.CompareOrdinal(text, At, sign.Sign, 0, sign.Sign.Length) != 0)
                continue;
            At += sign.Sign.Length;
            return sign;
        }

        return null;
    }

    /// <summary>The literal that stands here, quoted or not; null when there is none.</summary>
    public FilterLiteral? Literal()
    {
        var start = At;
        if (Current is '"' or '\'')
            return Quoted(start);
        var word = Taken(Next(EndsLiteral));
        return word.Length == 0 ? null : new(word, [.. Enumerable.Range(0, word.Length).Where(i => word[i] == '*')], start);
    }

    private FilterLiteral Quoted(int start)
    {
        var quote = text[At++];
        var value = new StringBuilder();
        var stars = new List<int>();
        while (!IsAtEnd)
        {
            var c = text[At++];
            if (c == quote)
                return new(value.ToString(), stars, start);
            if (c == '*')
                stars.Add(value.Length);
            value.Append(c == '\\' ? Escaped() : c);
        }

        At = start;
        throw new FormatProblemException(new("the text that begins here has no closing quote", "此处开始的文本缺少结束引号"));
    }

    private char Escaped()
    {
        var c = Current;
        At += IsAtEnd ? 0 : 1;
        return c switch
        {
            '"' or '\'' or '\\' or '*' => c,
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            _ => throw new FormatProblemException(new(
                @"a backslash stands only before "" ' \ * n r t; write \\ for the backslash itself",
                @"反斜杠后只能是 "" ' \ * n r t；如需反斜杠本身请写 \\")),
        };
    }

    private string Next(string ends)
    {
        var end = At;
        while (end < text.Length && !char.IsWhiteSpace(text[end]) && !ends.Contains(text[end]))
            end++;
        return text[At..end];
    }

    private string Taken(string word)
    {
        At += word.Length;
        return word;
    }
}

/// <param name="Stars">Where in the text a <c>*</c> stands for anything.</param>
/// <param name="At">Where it begins, in chars.</param>
internal sealed record FilterLiteral(string Text, IReadOnlyList<int> Stars, int At);
