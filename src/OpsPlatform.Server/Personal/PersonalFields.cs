using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace OpsPlatform.Server.Personal;

/// <summary>Finds what is personal in a message, however deep it lies. Made at start, so that wrong options stop the start.</summary>
internal sealed class PersonalFields
{
    private readonly Dictionary<MessageDescriptor, PersonalShape> _shapes = [];
    private readonly Dictionary<MessageDescriptor, FieldDescriptor[]> _ways = [];
    private readonly TypeRegistry _types;

    /// <param name="roots">Every message that is taken, given or packed into an <c>Any</c>.</param>
    public PersonalFields(IEnumerable<MessageDescriptor> roots)
    {
        var all = new HashSet<MessageDescriptor>();
        foreach (var root in roots)
            Collect(root, all);
        foreach (var message in all)
        {
            if (PersonalShape.Of(message) is { } shape)
                _shapes.Add(message, shape);
        }

        // What leads to something personal is found backwards, because messages may contain themselves.
        HashSet<MessageDescriptor> leading = [.. _shapes.Keys, Any.Descriptor];
        while (leading.Count < leading.Union(all.Where(message => Ways(message, leading).Any())).Count())
            leading.UnionWith(all.Where(message => Ways(message, leading).Any()));
        foreach (var message in leading)
            _ways.Add(message, [.. Ways(message, leading)]);
        _types = TypeRegistry.FromMessages(leading);
    }

    /// <summary>Whether a message of this type can hold anything personal.</summary>
    public bool In(MessageDescriptor message) => _ways.ContainsKey(message);

    public void Read(IMessage message, Action<PersonalPart> read) => Visit(message, read, changes: false);

    public void Change(IMessage message, Action<PersonalPart> change) => Visit(message, change, changes: true);

    private void Visit(IMessage message, Action<PersonalPart> visit, bool changes)
    {
        if (_shapes.TryGetValue(message.Descriptor, out var shape))
            visit(new PersonalPart(message, shape));
        if (message is Any any)
        {
            Visit(any, visit, changes);
            return;
        }

        foreach (var field in _ways[message.Descriptor])
        {
            var value = field.Accessor.GetValue(message);
            IEnumerable inner = field.IsMap ? ((IDictionary)value).Values : field.IsRepeated ? (IEnumerable)value : value is null ? Array.Empty<object>() : new[] { value };
            foreach (IMessage one in inner)
                Visit(one, visit, changes);
        }
    }

    private void Visit(Any any, Action<PersonalPart> visit, bool changes)
    {
        if (_types.Find(Any.GetTypeName(any.TypeUrl)) is not { } type)
            return;

        // Not from the span: google.type.Date of CommonProtos 2.0.0 can only be read from streams, and an array is read as one.
        var inner = type.Parser.ParseFrom(any.Value.ToByteArray());
        Visit(inner, visit, changes);
        if (changes)
            any.Value = inner.ToByteString();
    }

    private static IEnumerable<FieldDescriptor> Ways(MessageDescriptor message, HashSet<MessageDescriptor> leading) =>
        message.Fields.InDeclarationOrder().Where(field => Inner(field) is { } inner && leading.Contains(inner));

    private static MessageDescriptor? Inner(FieldDescriptor field) => field switch
    {
        { FieldType: not FieldType.Message } => null,
        { IsMap: true } => field.MessageType.FindFieldByNumber(2) is { FieldType: FieldType.Message } value ? value.MessageType : null,
        _ => field.MessageType,
    };

    private static void Collect(MessageDescriptor message, HashSet<MessageDescriptor> all)
    {
        if (!all.Add(message))
            return;
        foreach (var inner in message.Fields.InDeclarationOrder().Select(Inner).OfType<MessageDescriptor>())
            Collect(inner, all);
    }
}
