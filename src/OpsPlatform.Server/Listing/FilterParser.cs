using OpsPlatform.Api.V1;
using OpsPlatform.Domain;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Validation;

namespace OpsPlatform.Server.Listing;

/// <summary>
/// Reads a filter as AIP-160 writes it, checked against the resource that it is for. OR binds tighter than AND; conditions side by
/// side are joined as by AND. Conditions on no field in particular, and functions, are refused.
/// </summary>
internal sealed class FilterParser
{
    private const int Longest = 4096;

    /// <summary>Deeper than anybody writes, and far from what a stack holds.</summary>
    private const int Deepest = 50;

    private readonly FilterReader _reader;
    private readonly ListFields _fields;

    /// <summary>Where the part begins that is being looked at, in chars.</summary>
    private int _start;

    private FilterParser(string text, ListFields fields)
    {
        _reader = new(text);
        _fields = fields;
    }

    /// <summary>Null for an empty filter.</summary>
    /// <exception cref="Refusal">It is not valid; the refusal says where and why.</exception>
    public static Filter? Parse(string text, ListFields fields)
    {
        var parser = new FilterParser(text, fields);
        try
        {
            if (text.Length > Longest)
                throw Problem($"it has {text.Length} characters, and {Longest} are the most", $"长度为 {text.Length} 个字符，最多允许 {Longest} 个");
            return parser.Whole();
        }
        catch (FormatProblemException e)
        {
            throw new Refusal(ErrorReason.FilterInvalid, "filter", ("position", parser._reader.Position(parser._start)), ("problem", e.Problem));
        }
    }

    private Filter? Whole()
    {
        _reader.SkipSpace();
        if (_reader.IsAtEnd)
            return null;
        var filter = Expression(depth: 0);
        Here();
        return _reader.IsAtEnd ? filter : throw Unexpected();
    }

    /// <summary>Conditions joined by AND, or side by side.</summary>
    private Filter Expression(int depth)
    {
        var all = new List<Filter> { Alternatives(depth) };
        while (true)
        {
            _reader.SkipSpace();
            if (_reader.IsAtEnd || _reader.Current == ')')
                return all.Count == 1 ? all[0] : new Filter.AllOf(all);
            MustBeApart();
            if (_reader.IsAtWord("AND"))
                _reader.Word();
            all.Add(Alternatives(depth));
        }
    }

    private Filter Alternatives(int depth)
    {
        var any = new List<Filter> { Term(depth) };
        while (true)
        {
            _reader.SkipSpace();
            if (!_reader.IsAtWord("OR"))
                return any.Count == 1 ? any[0] : new Filter.AnyOf(any);
            MustBeApart();
            _reader.Word();
            any.Add(Term(depth));
        }
    }

    private Filter Term(int depth)
    {
        _reader.SkipSpace();
        Here();
        if (_reader.IsAtWord("NOT"))
        {
            _reader.Word();
            _reader.SkipSpace();
            return new Filter.Negation(Simple(depth));
        }

        return _reader.Take('-') ? new Filter.Negation(Simple(depth)) : Simple(depth);
    }

    private Filter Simple(int depth)
    {
        Here();
        if (!_reader.Take('('))
            return Restriction();
        if (depth == Deepest)
            throw Problem($"it is nested more than {Deepest} deep", $"嵌套超过 {Deepest} 层");
        var open = _start;
        var inner = Expression(depth + 1);
        if (_reader.Take(')'))
            return inner;
        _start = open;
        throw Problem("this parenthesis is not closed", "此括号未闭合");
    }

    private Filter Restriction()
    {
        if (_reader.IsAtEnd)
            throw Problem("a condition is missing here, such as state = ACTIVE", "此处缺少条件，例如 state = ACTIVE");
        if (_reader.Current is '"' or '\'')
            throw Problem("a text alone asks for nothing; write which field has it, as in display_name:\"text\"", "不能只写文本，请指明字段，例如 display_name:\"text\"");
        var name = _reader.Word();
        if (name.Length == 0)
            throw Unexpected();
        if (name is "AND" or "OR" or "NOT")
            throw Problem($"{name} stands where a condition should", $"{name} 所在的位置应为条件");
        var field = _fields.Resolve(name);
        _reader.SkipSpace();
        Here();
        var (sign, comparator) = _reader.Sign() ?? throw MissingSign(name);
        _reader.SkipSpace();
        Here();
        var literal = _reader.Literal() ?? throw MissingLiteral(sign);
        return comparator is { } compared ? FilterConditions.Compare(field, compared, literal) : FilterConditions.Has(field, literal);
    }

    private FormatProblemException MissingSign(string name) => _reader.Current == '('
        ? Problem("there are no functions", "不支持函数")
        : Problem($"after {Quoted.Text(name)} a comparison is missing, such as = or :", $"{Quoted.Text(name)} 之后缺少比较符，例如 = 或 :");

    private FormatProblemException MissingLiteral(string sign) => _reader.Current == '('
        ? Problem($"no parenthesis can follow {sign}; write the field in each condition", $"{sign} 之后不能使用括号，请在每个条件中写明字段")
        : Problem($"a value is missing after {sign}", $"{sign} 之后缺少值");

    private FormatProblemException Unexpected() =>
        Problem($"{Quoted.Text(_reader.Current.ToString())} cannot stand here", $"此处不能出现 {Quoted.Text(_reader.Current.ToString())}");

    /// <summary>Two conditions do not run into each other.</summary>
    private void MustBeApart()
    {
        Here();
        if (!_reader.IsApart)
            throw Problem("a space is missing here", "此处缺少空格");
    }

    private static FormatProblemException Problem(string en, string zh) => new(new(en, zh));

    private void Here() => _start = _reader.At;
}
