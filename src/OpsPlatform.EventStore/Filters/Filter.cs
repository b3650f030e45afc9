namespace OpsPlatform.EventStore;

/// <summary>
/// A condition on a message's fields. Fields are paths of proto names (`plan.lines.line_id`), literals are the text as
/// the caller wrote it, without quotes; it is read as the field's type asks: RFC 3339 for times, `2026-01-31` for dates, `1.5s` for durations, the name for enums.
/// </summary>
/// <remarks>An absent field has its type's default value. An unset message (a time, a date) equals nothing and differs from everything.</remarks>
public abstract record Filter
{
    private Filter()
    {
    }

    /// <summary>The same filter with other literals, as when what callers name is stored by another name.</summary>
    /// <param name="map">Gives for a field and its literal the literal that stands for it.</param>
    public Filter WithLiterals(Func<string, string, string> map) => this switch
    {
        AllOf all => new AllOf([.. all.Filters.Select(one => one.WithLiterals(map))]),
        AnyOf any => new AnyOf([.. any.Filters.Select(one => one.WithLiterals(map))]),
        Negation negation => new Negation(negation.Inner.WithLiterals(map)),
        Comparison comparison => comparison with { Literal = map(comparison.Field, comparison.Literal) },
        Has { Literal: { } literal } has => has with { Literal = map(has.Field, literal) },
        _ => this,
    };

    /// <summary>Holds when all do; also when there are none.</summary>
    public sealed record AllOf(IReadOnlyList<Filter> Filters) : Filter;

    /// <summary>Holds when one does.</summary>
    public sealed record AnyOf(IReadOnlyList<Filter> Filters) : Filter;

    public sealed record Negation(Filter Inner) : Filter;

    /// <summary>Not for repeated fields. Less and greater are not for enums and booleans; text is compared by code point.</summary>
    public sealed record Comparison(string Field, Comparator Comparator, string Literal) : Filter;

    /// <summary>
    /// `field:"x"`: an element of a repeated field equals the literal, or a text contains it. Other fields are equal to it.
    /// `field:*` (a null literal): the field is not its type's default; a message is set, a repeated field has an element.
    /// </summary>
    public sealed record Has(string Field, string? Literal) : Filter;
}

public enum Comparator
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}
