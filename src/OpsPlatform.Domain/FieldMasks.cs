using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;

namespace OpsPlatform.Domain;

/// <summary>What a field-mask update edits (AIP-134).</summary>
internal static class FieldMasks
{
    private static readonly FieldMask.MergeOptions Replace = new() { ReplaceMessageFields = true, ReplaceRepeatedFields = true, ReplacePrimitiveFields = true };

    /// <summary>The fields that an update means: those of its mask; all that can be edited for `*`; without a mask, those of them that are given.</summary>
    /// <param name="editable">The fields that describe the resource and nothing else.</param>
    /// <exception cref="Refusal">It names another field.</exception>
    public static IReadOnlyList<string> Editing<T>(this FieldMask? mask, T given, params IReadOnlyList<string> editable)
        where T : IMessage<T>, new()
    {
        if (mask is null || mask.Paths.Count == 0)
            return editable.Changed(new T(), given);
        if (mask.Paths is ["*"])
            return editable;
        return mask.Paths.FirstOrDefault(path => !editable.Contains(path)) is { } other
            ? throw new Refusal(ErrorReason.UpdateMaskInvalid, "update_mask", ("path", other), ("editable", string.Join(", ", editable)))
            : [.. mask.Paths.Distinct()];
    }

    /// <summary>Those of the fields in which the two differ.</summary>
    public static IReadOnlyList<string> Changed<T>(this IEnumerable<string> paths, T before, T after)
        where T : IMessage<T> =>
        [.. paths.Where(path => !Equals(Value(before, path), Value(after, path)))];

    /// <summary>Puts the values of these fields, and no others, into another message.</summary>
    public static void Merge<T>(this IEnumerable<string> paths, T from, T into)
        where T : IMessage<T> =>
        new FieldMask { Paths = { paths } }.Merge(from, into, Replace);

    private static object? Value<T>(T message, string path)
        where T : IMessage<T> => message.Descriptor.FindFieldByName(path).Accessor.GetValue(message);
}
