using Google.Protobuf.Reflection;

namespace OpsPlatform.EventStore;

/// <summary>Follows a path of field names from a message's JSON to the value that it names.</summary>
internal static class FieldPath
{
    /// <summary>Writes what is asked of one value. The kind is null for values that cannot be compared.</summary>
    public delegate string Leaf(ValueKind? kind, JsonPlace place);

    /// <summary>Writes what is asked of some element of a repeated field.</summary>
    public delegate string AnyElement(string array, Func<JsonPlace, string> condition);

    /// <param name="anyElement">Null refuses repeated fields.</param>
    /// <exception cref="InvalidQueryException">There is no such field, or it cannot be asked so.</exception>
    public static string Write(string path, FieldSource source, QueryPart part, Leaf leaf, AnyElement? anyElement)
    {
        var names = path.Split('.');
        return From(source.First(names[0]), 0, source.Data);

        string From(FieldDescriptor? field, int depth, JsonPlace message)
        {
            if (field is null)
                throw new InvalidQueryException(part, $"There is no field '{string.Join('.', names.Take(depth + 1))}'.");
            if (field.IsMap)
                throw new InvalidQueryException(part, $"The map '{path}' cannot be asked.");
            var place = message.Field(field);
            if (!field.IsRepeated)
                return Value(field, depth, place);
            if (anyElement is null)
                throw new InvalidQueryException(part, $"'{path}' is repeated, so it has no single value; a filter can ask with ':' whether it has an element.");
            return anyElement(place.Value, element => Value(field, depth, element));
        }

        string Value(FieldDescriptor field, int depth, JsonPlace place)
        {
            if (depth + 1 == names.Length)
                return leaf(ValueKind.Of(field), place);
            if (field.FieldType != FieldType.Message || ValueKind.Of(field) is not null)
                throw new InvalidQueryException(part, $"'{string.Join('.', names.Take(depth + 1))}' has no fields.");
            return From(field.MessageType.FindFieldByName(names[depth + 1]), depth + 1, place);
        }
    }
}
