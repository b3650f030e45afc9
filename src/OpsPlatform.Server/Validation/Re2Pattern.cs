using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace OpsPlatform.Server.Validation;

/// <summary>
/// Compiles a pattern that is written for RE2, so that it means here what it means to everybody who reads the protos: the end is
/// the end and not the last line break, <c>\d</c> is ASCII, and a character is a code point. What would not mean the same is
/// refused. Matching takes linear time, whatever a caller sends.
/// </summary>
internal ref struct Re2Pattern
{
    private const string AnyPair = @"[\uD800-\uDBFF][\uDC00-\uDFFF]";
    private const string Surrogates = @"\uD800-\uDFFF";

    /// <summary>Many fields have the same pattern, and one that takes linear time takes up a megabyte.</summary>
    private static readonly ConcurrentDictionary<string, Regex> _compiled = new();

    private readonly ReadOnlySpan<char> _pattern;
    private readonly StringBuilder _net = new();
    private int _at;

    private Re2Pattern(string pattern) => _pattern = pattern;

    /// <exception cref="InvalidRuleException">The pattern is wrong, or uses what RE2 and .NET read differently.</exception>
    public static Regex Compile(string pattern, string place)
    {
        try
        {
            return _compiled.GetOrAdd(pattern, static pattern => new(new Re2Pattern(pattern).Translated(), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant));
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new InvalidRuleException(place, $"the pattern {pattern}: {e.Message}");
        }
    }

    private string Translated()
    {
        while (_at < _pattern.Length)
        {
            var c = _pattern[_at++];
            _ = c switch
            {
                '.' => _net.Append($@"(?:[^\n{Surrogates}]|{AnyPair})"),
                '$' => _net.Append(@"\z"),
                '[' => Class(),
                '\\' => Append(Escaped(inClass: false)),
                '(' when Next('?') => _pattern[_at..] is ['?', ':', ..] ? _net.Append('(') : throw Unclear("(?"),
                '{' when !IsRepeat() => _net.Append(@"\{"),
                _ when char.IsHighSurrogate(c) && _at < _pattern.Length => _net.Append($"(?:{c}{_pattern[_at++]})"),
                _ => _net.Append(c),
            };
        }

        return _net.ToString();
    }

    private StringBuilder Class()
    {
        var set = new StringBuilder();
        var negated = Take('^');
        do
        {
            if (_at >= _pattern.Length)
                throw new NotSupportedException("a [ has no ].");
            var c = _pattern[_at++];
            if (char.IsSurrogate(c) || (c == '[' && Next(':')))
                throw Unclear($"[{c}");
            _ = c switch
            {
                '\\' => set.Append(Escaped(inClass: true)),
                // A bracket after a hyphen would subtract a class in .NET.
                '[' or ']' => set.Append('\\').Append(c),
                _ => set.Append(c),
            };
        }
        while (!Take(']'));
        return negated ? _net.Append($"(?:[^{set}{Surrogates}]|{AnyPair})") : _net.Append($"[{set}]");
    }

    private string Escaped(bool inClass)
    {
        if (_at >= _pattern.Length)
            throw new NotSupportedException("it ends in a backslash.");
        var c = _pattern[_at++];
        return c switch
        {
            'd' => inClass ? "0-9" : "[0-9]",
            'w' => inClass ? "0-9A-Za-z_" : "[0-9A-Za-z_]",
            's' => inClass ? @"\t\n\f\r " : @"[\t\n\f\r ]",
            'D' when !inClass => $"(?:[^0-9{Surrogates}]|{AnyPair})",
            'W' when !inClass => $"(?:[^0-9A-Za-z_{Surrogates}]|{AnyPair})",
            'S' when !inClass => $@"(?:[^\t\n\f\r {Surrogates}]|{AnyPair})",
            'A' or 'z' when !inClass => $"\\{c}",
            'a' or 'f' or 'n' or 'r' or 't' or 'v' => $"\\{c}",
            'x' => Hex(),
            _ when char.IsAsciiLetterOrDigit(c) || !char.IsAscii(c) => throw Unclear($"\\{c}"),
            _ => $"\\{c}",
        };
    }

    private string Hex()
    {
        var braced = Take('{');
        var end = braced ? _pattern[_at..].IndexOf('}') : 2;
        if (end < 0 || end > _pattern.Length - _at || !int.TryParse(_pattern.Slice(_at, end), NumberStyles.AllowHexSpecifier, null, out var code) || code > char.MaxValue || char.IsSurrogate((char)code))
            throw Unclear(@"\x");
        _at += end + (braced ? 1 : 0);
        return $"\\u{code:X4}";
    }

    /// <summary>Whether a count stands here; if none does, RE2 takes the brace for itself.</summary>
    private readonly bool IsRepeat()
    {
        var end = _pattern[_at..].IndexOf('}');
        if (end <= 0 || !char.IsAsciiDigit(_pattern[_at]))
            return false;
        foreach (var c in _pattern.Slice(_at, end))
        {
            if (!char.IsAsciiDigit(c) && c != ',')
                return false;
        }

        return true;
    }

    private readonly bool Next(char c) => _at < _pattern.Length && _pattern[_at] == c;

    private bool Take(char c)
    {
        if (!Next(c))
            return false;
        _at++;
        return true;
    }

    private readonly StringBuilder Append(string text) => _net.Append(text);

    private static NotSupportedException Unclear(string part) => new($"{part} is not read alike by RE2 and .NET; write it in another way.");
}
