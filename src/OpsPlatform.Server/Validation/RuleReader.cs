using System.Collections;
using Buf.Validate;
using Google.Protobuf;

namespace OpsPlatform.Server.Validation;

/// <summary>The rules of one type, read by name, so that the twelve kinds of numbers need no twelve readers. Empty when none are given.</summary>
/// <param name="Kind">The type's name in <c>buf.validate.FieldRules</c>, which begins the ids of its rules.</param>
internal sealed class RuleReader(string kind, IMessage? rules)
{
    public string Kind { get; } = kind;

    /// <exception cref="InvalidRuleException">The rules are for another type.</exception>
    public static RuleReader Of(string kind, FieldRules rules, string place)
    {
        var given = FieldRules.Descriptor.Oneofs[0].Accessor.GetCaseFieldDescriptor(rules);
        if (given is null)
            return new(kind, null);
        return given.Name == kind
            ? new(kind, (IMessage)given.Accessor.GetValue(rules))
            : throw new InvalidRuleException(place, $"it is no {given.Name} but {kind}.");
    }

    public string Id(string name) => $"{Kind}.{name}";

    public bool TryGet<T>(string name, Func<object, T> read, out T value)
    {
        var field = rules?.Descriptor.FindFieldByName(name);
        var given = field is { IsRepeated: false } && field.Accessor.HasValue(rules!);
        value = given ? read(field!.Accessor.GetValue(rules!)) : default!;
        return given;
    }

    public bool TryGet<T>(string name, out T value) => TryGet(name, given => (T)given, out value);

    /// <summary>False when the flag is unset.</summary>
    public bool Is(string name) => TryGet(name, out bool flag) && flag;

    /// <summary>Empty when there is no such list.</summary>
    public IReadOnlyList<object> List(string name) =>
        rules?.Descriptor.FindFieldByName(name)?.Accessor.GetValue(rules) is IList list ? [.. list.Cast<object>()] : [];
}
