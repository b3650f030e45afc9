using System.CommandLine;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using OpsPlatform.Cli.Output;

namespace OpsPlatform.Cli.Requests;

/// <summary>Ties a field of a request to what is typed for it; which of the kinds below, the field's descriptor says.</summary>
internal abstract class Binding
{
    internal abstract void AddTo(Command command);

    /// <param name="workspace">Answers the workspace's id, or refuses when there is none: asked only by short names.</param>
    internal abstract void Write(ParseResult line, Func<string> workspace, IMessage request);

    internal static Binding Of(MessageDescriptor request, Field field)
    {
        var path = new FieldPath(request, field.Path);
        var option = "--" + (field.Option ?? path.Kebab);
        return path.Field switch
        {
            { FieldType: FieldType.String, Name: "name" or "parent" } when ResourcePattern.OfReference(path.Field) is { } names => new NameBinding(path, names, field),
            { FieldType: FieldType.String, Name: "name" } when ResourcePattern.OfResource(path.Field.ContainingType) is { } names => new NameBinding(path, names, field),
            { FieldType: FieldType.String, Name: var name } when name == NewIdBinding.FieldOf(request) => new NewIdBinding(request, path, field),
            { FieldType: FieldType.Int64 } when Cell.IsMoney(path.Field) => new AmountBinding(path, option, field),
            { FieldType: FieldType.Bool } => new FlagBinding(path, option, field),
            { FieldType: FieldType.Message, IsRepeated: true, MessageType.File.Package: not "google.type" } => new PartsBinding(path, option, field),
            _ => new ValueBinding(path, option, field),
        };
    }
}
