using System.Numerics;
using Buf.Validate;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace OpsPlatform.Server.Validation;

/// <summary>A type of protobuf's values: how to compile its rules, and how to read such a field.</summary>
internal abstract class ValueKind
{
    private static readonly Dictionary<FieldType, ValueKind> Scalars = new()
    {
        [FieldType.Int32] = Number<int>("int32"),
        [FieldType.Int64] = Number<long>("int64"),
        [FieldType.UInt32] = Number<uint>("uint32"),
        [FieldType.UInt64] = Number<ulong>("uint64"),
        [FieldType.SInt32] = Number<int>("sint32"),
        [FieldType.SInt64] = Number<long>("sint64"),
        [FieldType.Fixed32] = Number<uint>("fixed32"),
        [FieldType.Fixed64] = Number<ulong>("fixed64"),
        [FieldType.SFixed32] = Number<int>("sfixed32"),
        [FieldType.SFixed64] = Number<long>("sfixed64"),
        [FieldType.Float] = Number<float>("float"),
        [FieldType.Double] = Number<double>("double"),
        [FieldType.Bool] = new ValueKind<bool>("bool", false, (rules, _) => Bool(rules)),
        [FieldType.String] = new ValueKind<string>("string", "", (rules, field) => TextRules.Of(rules, field.FullName)),
        [FieldType.Bytes] = new ValueKind<ByteString>("bytes", ByteString.Empty, (rules, field) => BytesRules.Of(rules, field.FullName)),
        [FieldType.Enum] = new ValueKind<int>("enum", 0, (rules, field) => EnumRules.Of(rules, field.EnumType)),
    };

    /// <summary>Null for messages, which have more to them than a value.</summary>
    public static ValueKind? Of(FieldDescriptor field) => Scalars.GetValueOrDefault(field.FieldType);

    /// <summary>A check of values that are already in hand as objects: items, keys, and what wrappers hold.</summary>
    public abstract Check<object>? Element(FieldDescriptor field, FieldRules rules);

    /// <param name="onlyWhenSet">Passes over the field while it is unset or zero.</param>
    public abstract Check<IMessage>? Field(FieldDescriptor field, FieldRules rules, bool required, bool onlyWhenSet);

    /// <summary>Whether a field without presence differs from its zero value.</summary>
    public abstract Func<IMessage, bool> IsSet(FieldDescriptor field);

    private static ValueKind<T> Number<T>(string name)
        where T : struct, INumber<T> =>
        new(name, T.Zero, (rules, _) => RangeRules.Of(rules, given => (T)given, given => given.ToString()!, value => value.ToString()!));

    private static IEnumerable<Rule<bool>> Bool(RuleReader rules)
    {
        if (rules.TryGet("const", out bool constant))
        {
            var text = constant ? "true" : "false";
            yield return new(rules.Id("const"), value => value == constant, new($"must be {text}", $"必须为 {text}"));
        }
    }
}

/// <inheritdoc/>
internal sealed class ValueKind<T>(string name, T zero, Func<RuleReader, FieldDescriptor, IEnumerable<Rule<T>>> compile) : ValueKind
{
    public override Check<object>? Element(FieldDescriptor field, FieldRules rules)
    {
        var check = Compile(field, rules);
        return check is null ? null : (value, findings) => check((T)value, findings);
    }

    public override Check<IMessage>? Field(FieldDescriptor field, FieldRules rules, bool required, bool onlyWhenSet)
    {
        var check = Compile(field, rules);
        if (check is null && !required)
            return null;
        var read = FieldReader.Of<T>(field);
        return FieldCheck.Of(field, required, required || onlyWhenSet ? IsSet(field) : null, check is null ? null : (message, findings) => check(read(message), findings));
    }

    public override Func<IMessage, bool> IsSet(FieldDescriptor field)
    {
        if (field.HasPresence)
            return field.Accessor.HasValue;
        var read = FieldReader.Of<T>(field);
        return message => !EqualityComparer<T>.Default.Equals(read(message), zero);
    }

    private Check<T>? Compile(FieldDescriptor field, FieldRules rules) => compile(RuleReader.Of(name, rules, field.FullName), field).Together();
}
