using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace OpsPlatform.Server.Validation;

/// <summary>What "set" means for each kind of field.</summary>
internal static class Presence
{
    /// <summary>With presence, that it was given; without, that it differs from zero; repeated, that it is not empty.</summary>
    public static Func<IMessage, bool> Of(FieldDescriptor field)
    {
        if (field.IsRepeated)
            return message => ((ICollection)field.Accessor.GetValue(message)).Count > 0;
        return ValueKind.Of(field)?.IsSet(field) ?? field.Accessor.HasValue;
    }

    public static bool IsZero(object value) => value switch
    {
        string text => text.Length == 0,
        ByteString bytes => bytes.IsEmpty,
        bool truth => !truth,
        _ => Convert.ToDouble(value) == 0,
    };
}
