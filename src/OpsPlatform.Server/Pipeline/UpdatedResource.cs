using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Domain;
using OpsPlatform.Server.Validation;

namespace OpsPlatform.Server.Pipeline;

/// <summary>The resource within the request of a field-mask update (AIP-134), which names itself, says its version and has the new values.</summary>
internal sealed class UpdatedResource
{
    private readonly FieldDescriptor _field;
    private readonly FieldDescriptor _mask;

    private UpdatedResource(FieldDescriptor field, FieldDescriptor mask) => (_field, _mask) = (field, mask);

    public MessageDescriptor Type => _field.MessageType;

    /// <summary>Null when the request is none of an update.</summary>
    public static UpdatedResource? Of(MessageDescriptor input) => input.FindFieldByName("update_mask") is { } mask
        ? new(input.Fields.InDeclarationOrder().First(field => field.FieldType == FieldType.Message && field.MessageType.GetOptions()?.GetExtension(ResourceExtensions.Resource) is not null), mask)
        : null;

    /// <summary>Null for an update of nothing, which its field rule refuses.</summary>
    public IMessage? In(IMessage request) => (IMessage?)_field.Accessor.GetValue(request);

    /// <summary>Those of the violations that the update is about: a field that it does not edit may be missing or as it likes.</summary>
    public IReadOnlyList<FieldViolation> Concerning(IMessage request, IReadOnlyList<FieldViolation> violations)
    {
        if (In(request) is not { } resource)
            return violations;
        var prefix = $"{_field.Name}.";
        var concerning = violations.Where(violation =>
            !violation.Field.StartsWith(prefix, StringComparison.Ordinal) || Edits(request, resource, violation.Field[prefix.Length..].Split('.', '[')[0])).ToList();
        if (Type.FindFieldByName("name").Accessor.GetValue(resource) is "")
            concerning.Add(new FieldViolation($"{prefix}name", "required", new Sentence("must be given: it says what is updated", "必须提供：用于指明要修改的资源")));
        return concerning;
    }

    private bool Edits(IMessage request, IMessage resource, string name)
    {
        var field = Type.FindFieldByName(name);
        if (name is "name" or "etag")
            return true;
        return _mask.Accessor.GetValue(request) switch
        {
            FieldMask { Paths: ["*"] } => field.GetOptions()?.GetExtension(FieldBehaviorExtensions.FieldBehavior).Contains(FieldBehavior.Immutable) is not true,
            FieldMask { Paths.Count: > 0 } mask => mask.Paths.Contains(name),
            _ => Presence.Of(field)(resource),
        };
    }
}
