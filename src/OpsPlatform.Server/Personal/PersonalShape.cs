using Buf.Validate;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using OpsPlatform.Api.V1;

namespace OpsPlatform.Server.Personal;

/// <summary>Where a message keeps what is personal.</summary>
/// <param name="Subject">The id of the person that the texts are about.</param>
/// <param name="Erased">Where it is told that the person was erased, or null.</param>
internal sealed record PersonalShape(FieldDescriptor Subject, IReadOnlyList<FieldDescriptor> Texts, FieldDescriptor? Erased)
{
    /// <summary>Null for a message that has nothing personal of its own.</summary>
    /// <exception cref="InvalidOperationException">The options contradict each other.</exception>
    public static PersonalShape? Of(MessageDescriptor message)
    {
        var subjects = With(message, PersonalExtensions.Subject);
        var texts = With(message, PersonalExtensions.Personal);
        var erased = With(message, PersonalExtensions.Erased);
        if (texts.Count == 0)
            return subjects.Count + erased.Count == 0 ? null : throw Wrong(message, "has a `subject` or `erased` field and nothing `personal`");
        if (subjects is not [{ FieldType: FieldType.String, IsRepeated: false } subject] || subject.GetOptions().GetExtension(ValidateExtensions.Field)?.Required is not true)
            throw Wrong(message, "has `personal` fields, so it needs exactly one `subject`: a string that the field rules require");
        if (texts.FirstOrDefault(text => text is not { FieldType: FieldType.String, IsRepeated: false }) is { } other)
            throw Wrong(message, $"has the `personal` field {other.Name}, which is not a single string");
        if (erased is not ([] or [{ FieldType: FieldType.Bool, IsRepeated: false }]))
            throw Wrong(message, "may have one `erased` field, a bool");
        return new PersonalShape(subject, texts, erased.SingleOrDefault());
    }

    private static List<FieldDescriptor> With(MessageDescriptor message, Extension<FieldOptions, bool> option) =>
        [.. message.Fields.InDeclarationOrder().Where(field => field.GetOptions()?.GetExtension(option) is true)];

    private static InvalidOperationException Wrong(MessageDescriptor message, string problem) => new($"{message.FullName} {problem}.");
}

/// <summary>A message that holds something personal, at work.</summary>
internal readonly record struct PersonalPart(IMessage Message, PersonalShape Shape)
{
    public string Subject => (string)Shape.Subject.Accessor.GetValue(Message);

    /// <summary>The personal fields that are not empty.</summary>
    public IEnumerable<(FieldDescriptor Field, string Text)> Texts
    {
        get
        {
            foreach (var place in Shape.Texts)
            {
                if ((string)place.Accessor.GetValue(Message) is { Length: > 0 } text)
                    yield return (place, text);
            }
        }
    }

    public void Set(FieldDescriptor field, string text) => field.Accessor.SetValue(Message, text);

    public void SetErased(bool erased) => Shape.Erased?.Accessor.SetValue(Message, erased);
}
