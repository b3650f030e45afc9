using System.Collections;
using Buf.Validate;
using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Server.Validation;

namespace OpsPlatform.Server.Tests.Validation;

/// <summary>Makes messages of any type out of a seed: values at and around the bounds of their rules, well-formed and nearly so, and random ones.</summary>
/// <param name="validator">Only tells which fields are worth another try, so that some messages break no rule at all.</param>
internal sealed class RandomMessages(int seed, MessageValidator validator)
{
    private const int Deepest = 3;
    private const int Tries = 8;

    private static readonly FieldRules NoRules = new();

    private readonly Random _random = new(seed);

    public IMessage Make(MessageDescriptor type) => Make(type, NoRules, 0);

    private IMessage Make(MessageDescriptor type, FieldRules rules, int depth)
    {
        var values = new RandomValues(_random, rules);
        if (type == Timestamp.Descriptor)
            return values.Timestamp();
        if (type == Duration.Descriptor)
            return values.Duration();
        if (type == Any.Descriptor)
            return new Any { TypeUrl = Pick("", "type.googleapis.com/google.protobuf.Duration", "type.googleapis.com/google.protobuf.Empty") };
        if (type == FieldMask.Descriptor)
            return new FieldMask { Paths = { Several(() => Pick("a", "b.c", "b", "a.x", "ab", "b.cd", "b.c.d")) } };
        var message = (IMessage)Activator.CreateInstance(type.ClrType)!;
        foreach (var field in type.Fields.InDeclarationOrder().Where(field => !IsOutputOnly(field)))
            Try(message, field, depth);
        return message;
    }

    private void Try(IMessage message, FieldDescriptor field, int depth)
    {
        for (var tries = _random.Next(Tries); tries >= 0; tries--)
        {
            field.Accessor.Clear(message);
            if (_random.Next(3) > 0)
                Fill(message, field, depth);
            if (!validator.Validate(message).Any(violation => violation.Field.StartsWith(field.Name, StringComparison.Ordinal)))
                return;
        }
    }

    private void Fill(IMessage message, FieldDescriptor field, int depth)
    {
        var rules = field.GetOptions()?.GetExtension(ValidateExtensions.Field) ?? NoRules;
        if (field.FieldType == FieldType.Message && depth == Deepest)
            return;
        if (field.IsMap)
        {
            var map = (IDictionary)field.Accessor.GetValue(message);
            foreach (var _ in Enumerable.Range(0, _random.Next(4)))
                map[Key(field.MessageType.FindFieldByNumber(1), rules.Map?.Keys)] = Value(field.MessageType.FindFieldByNumber(2), rules.Map?.Values, depth);
        }
        else if (field.IsRepeated)
        {
            var list = (IList)field.Accessor.GetValue(message);
            foreach (var item in Several(() => Value(field, rules.Repeated?.Items, depth)))
                list.Add(item);
        }
        else
        {
            field.Accessor.SetValue(message, Value(field, rules, depth));
        }
    }

    /// <summary>Paths show long keys and control characters in a form of our own.</summary>
    private object Key(FieldDescriptor field, FieldRules? rules) =>
        Value(field, rules, Deepest) is var key && key is string text ? string.Concat(text.Where(c => !char.IsControl(c)).Take(40)) : key;

    private object Value(FieldDescriptor field, FieldRules? rules, int depth)
    {
        if (field.FieldType == FieldType.Message && field.MessageType.File == WrappersReflection.Descriptor)
            return Value(field.MessageType.FindFieldByNumber(1), rules, depth);
        return field.FieldType == FieldType.Message ? Make(field.MessageType, rules ?? NoRules, depth + 1) : new RandomValues(_random, rules ?? NoRules).Of(field);
    }

    /// <summary>Up to four, and often the same one again.</summary>
    private List<T> Several<T>(Func<T> make)
    {
        var made = new List<T>();
        for (var count = _random.Next(5); count > 0; count--)
            made.Add(made.Count > 0 && _random.Next(4) == 0 ? made[0] : make());
        return made;
    }

    private T Pick<T>(params T[] choices) => choices[_random.Next(choices.Length)];

    private static bool IsOutputOnly(FieldDescriptor field) =>
        field.GetOptions()?.GetExtension(FieldBehaviorExtensions.FieldBehavior)?.Contains(FieldBehavior.OutputOnly) == true;
}
