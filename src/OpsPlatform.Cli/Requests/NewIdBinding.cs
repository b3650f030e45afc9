using System.CommandLine;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace OpsPlatform.Cli.Requests;

/// <summary>The id of a resource that is created: typed as its future name, short or full, or left to the server where it makes one.</summary>
internal sealed class NewIdBinding : Binding
{
    private readonly FieldPath? _parent;
    private readonly FieldPath _id;
    private readonly ResourcePattern _names;
    private readonly Argument<string?> _argument;

    internal NewIdBinding(MessageDescriptor request, FieldPath id, Field field)
    {
        _id = id;
        _parent = request.FindFieldByName("parent") is null ? null : new FieldPath(request, "parent");
        _names = ResourcePattern.OfResource(Created(request)!.MessageType)!;
        _argument = new Argument<string?>(_names.ShortForm) { Description = field.Description, Arity = id.IsRequired ? ArgumentArity.ExactlyOne : ArgumentArity.ZeroOrOne };
    }

    /// <summary>The field for the new id, `budget_id` beside `budget`, or null when the request carries no new resource.</summary>
    internal static string? FieldOf(MessageDescriptor request) => Created(request) is { } resource ? resource.Name + "_id" : null;

    internal override void AddTo(Command command) => command.Add(_argument);

    internal override void Write(ParseResult line, Func<string> workspace, IMessage request)
    {
        if (line.GetValue(_argument) is not { } given)
        {
            _parent?.Set(request, $"workspaces/{workspace()}");
            return;
        }

        var parts = _names.Resolve(given, workspace).Split('/');
        _parent?.Set(request, string.Join('/', parts[..^2]));
        _id.Set(request, parts[^1]);
    }

    private static FieldDescriptor? Created(MessageDescriptor request) => request.Fields.InDeclarationOrder().FirstOrDefault(field =>
        field.FieldType == FieldType.Message && request.FindFieldByName(field.Name + "_id") is not null
        && ResourcePattern.OfResource(field.MessageType) is not null);
}
