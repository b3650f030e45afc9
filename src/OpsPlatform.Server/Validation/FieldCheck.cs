using Google.Protobuf;
using Google.Protobuf.Reflection;
using OpsPlatform.Domain;

namespace OpsPlatform.Server.Validation;

/// <summary>The check of one field: whether it must be set, and then what its value must be.</summary>
internal static class FieldCheck
{
    private static readonly Sentence Required = new("must be given", "必须提供");

    /// <param name="isSet">Null checks the value always.</param>
    /// <param name="check">The value's check, given the message that has the field.</param>
    public static Check<IMessage>? Of(FieldDescriptor field, bool required, Func<IMessage, bool>? isSet, Check<IMessage>? check)
    {
        var name = field.Name;
        return check is null && !required ? null : (message, findings) =>
        {
            var set = isSet is null || isSet(message);
            if (!set && !required)
                return;
            findings.Enter(name);
            if (set)
                check?.Invoke(message, findings);
            else
                findings.Add("required", Required);
            findings.Leave();
        };
    }
}
