using OpsPlatform.Api.V1;
using OpsPlatform.Domain;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Validation;

namespace OpsPlatform.Server.Listing;

/// <summary>Reads <c>order_by</c> as AIP-132 has it: fields, each with an optional <c>asc</c> or <c>desc</c>, between commas.</summary>
internal static class OrderBy
{
    /// <summary>As many as the store can page through.</summary>
    private const int MostKeys = 8;

    public static IReadOnlyList<OrderKey> Parse(string text, ListFields fields)
    {
        if (string.IsNullOrWhiteSpace(text))
            return [];
        OrderKey[] keys = [.. text.Split(',').Select(part => Key(part, fields))];
        if (keys.Length > MostKeys)
            throw Invalid(new($"it names {keys.Length} fields, and {MostKeys} are the most", $"包含 {keys.Length} 个字段，最多允许 {MostKeys} 个"));
        if (keys.CountBy(key => key.Field).FirstOrDefault(count => count.Value > 1).Key is { } repeated)
            throw Invalid(new($"it names {Quoted.Text(repeated)} more than once", $"字段 {Quoted.Text(repeated)} 重复"));
        return keys;
    }

    private static OrderKey Key(string part, ListFields fields) =>
        part.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) switch
        {
            [var field] => new(Field(field, fields)),
            [var field, "asc"] => new(Field(field, fields)),
            [var field, "desc"] => new(Field(field, fields), Descending: true),
            [] => throw Invalid(new("a field is missing between its commas", "逗号之间缺少字段")),
            [_, var direction] => throw Invalid(new($"{Quoted.Text(direction)} is no direction; write asc or desc", $"{Quoted.Text(direction)} 不是排序方向，请使用 asc 或 desc")),
            _ => throw Invalid(new($"a comma is missing in {Quoted.Text(part.Trim())}", $"{Quoted.Text(part.Trim())} 中缺少逗号")),
        };

    private static string Field(string path, ListFields fields)
    {
        try
        {
            var field = fields.Resolve(path);
            if (field.IsRepeated || !field.IsValue)
                throw new FormatProblemException(new($"{Quoted.Text(path)} has no single value to order by", $"{Quoted.Text(path)} 没有可用于排序的单一值"));
            return field.Path;
        }
        catch (FormatProblemException e)
        {
            throw Invalid(e.Problem);
        }
    }

    private static Refusal Invalid(Sentence problem) => new(ErrorReason.OrderByInvalid, "order_by", ("problem", problem));
}
