using System.Collections;
using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace OpsPlatform.Server.Pipeline;

/// <summary>All fields of a request, nested ones included, in which a caller can name a resource.</summary>
internal sealed class ResourceReferences
{
    /// <summary>Deeper nesting does not occur in the protos; a message that contains itself would never end.</summary>
    private const int DeepestNesting = 6;

    private readonly (FieldDescriptor Field, ResourceReferences? Nested)[] _fields;

    public ResourceReferences(MessageDescriptor message)
        : this(message, 0)
    {
    }

    private ResourceReferences(MessageDescriptor message, int depth)
    {
        var found = new List<(FieldDescriptor, ResourceReferences?)>();
        foreach (var field in message.Fields.InDeclarationOrder().Where(field => !field.IsMap))
        {
            if (field.FieldType == FieldType.String && field.GetOptions()?.GetExtension(ResourceExtensions.ResourceReference) is not null)
                found.Add((field, null));
            else if (field.FieldType == FieldType.Message && depth < DeepestNesting && new ResourceReferences(field.MessageType, depth + 1) is { _fields.Length: > 0 } nested)
                found.Add((field, nested));
        }

        _fields = [.. found];
    }

    /// <summary>The names that the request gives; empty fields are passed over.</summary>
    public IEnumerable<string> In(IMessage request)
    {
        foreach (var (field, nested) in _fields)
        {
            var value = field.Accessor.GetValue(request);
            IEnumerable values = field.IsRepeated ? (IEnumerable)value : value is null ? Array.Empty<object>() : new[] { value };
            foreach (var one in values)
            {
                if (nested is null && (string)one is { Length: > 0 } name)
                    yield return name;
                else if (nested is not null)
                    foreach (var inner in nested.In((IMessage)one))
                        yield return inner;
            }
        }
    }

    /// <summary>The resource of this type, as one of the file's messages or of those it imports declares it.</summary>
    public static ResourceDescriptor? Resource(FileDescriptor file, string type) =>
        file.Dependencies.Prepend(file)
            .SelectMany(each => each.MessageTypes)
            .Select(message => message.GetOptions()?.GetExtension(ResourceExtensions.Resource))
            .FirstOrDefault(resource => resource?.Type == type);
}
