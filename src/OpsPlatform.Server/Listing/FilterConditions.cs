using OpsPlatform.EventStore;

namespace OpsPlatform.Server.Listing;

/// <summary>One condition on one field, in the store's terms.</summary>
internal static class FilterConditions
{
    /// <summary><c>field:value</c>: a repeated field has the value, a text contains it, any other field equals it; <c>field:*</c>: the field is set.</summary>
    public static Filter Has(FieldPath field, FilterLiteral literal)
    {
        if (literal is { Text: "*", Stars.Count: 1 })
            return new Filter.Has(field.Path, null);
        if (literal.Stars.Count > 0)
            throw Problem("with : a * stands alone; without one a text is asked for anywhere within", "使用 : 时 * 必须单独出现；不带 * 时表示包含该文本");
        return new Filter.Has(field.Path, FilterValue.Read(field, literal.Text));
    }

    public static Filter Compare(FieldPath field, Comparator comparator, FilterLiteral literal)
    {
        var equality = comparator is Comparator.Equal or Comparator.NotEqual;
        if (field.IsRepeated)
            throw Problem($"{field.Path} is repeated; ask with : whether it has a value", $"{field.Path} 为重复字段，请使用 : 查询是否包含某值");
        if (field.IsValue && !field.IsOrdered && !equality)
            throw Problem($"{field.Path} can be equal or not, but not less or greater", $"{field.Path} 只能比较相等或不等，不能比较大小");
        if (literal.Stars.Count == 0 || field.Field.FieldType != Google.Protobuf.Reflection.FieldType.String)
            return new Filter.Comparison(field.Path, comparator, FilterValue.Read(field, literal.Text));
        if (!equality)
            throw Problem(@"a * stands for anything only after = and !=; write \* in quotes for the character", @"* 仅在 = 和 != 之后作通配符；如需该字符请在引号中写 \*");
        var like = Like(field, literal);
        return comparator == Comparator.Equal ? like : new Filter.Negation(like);
    }

    private static Filter Like(FieldPath field, FilterLiteral literal)
    {
        var text = FilterValue.Read(field, literal.Text);
        if (literal.Stars is [0] && text.Length == 1)
            return new Filter.AllOf([]);
        if (literal.Stars is [var last] && last == text.Length - 1)
            return BeginsWith(field.Path, text[..last]);
        if (literal.Stars is [0, var end] && end == text.Length - 1 && text.Length > 2)
            return new Filter.Has(field.Path, text[1..^1]);
        throw Problem(
            "a * stands for anything at the end of a text, or at both ends",
            "* 只能位于文本末尾，或同时位于文本两端");
    }

    /// <summary>As a range, which an index can answer: from the beginning itself to the first text that is greater than all that begin so.</summary>
    private static Filter BeginsWith(string field, string beginning)
    {
        var from = new Filter.Comparison(field, Comparator.GreaterOrEqual, beginning);
        return TextOrder.AfterAll(beginning) is { } end ? new Filter.AllOf([from, new Filter.Comparison(field, Comparator.Less, end)]) : from;
    }

    private static FormatProblemException Problem(string en, string zh) => new(new(en, zh));
}
