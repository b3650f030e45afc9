using System.CommandLine;
using Google.Protobuf;

namespace OpsPlatform.Cli.Requests;

/// <summary>The name of what a command works on. A workspace that others are in comes from --workspace, anything else is typed.</summary>
internal sealed class NameBinding(FieldPath path, ResourcePattern names, Field field) : Binding
{
    private readonly Argument<string>? _argument =
        names.IsKnown ? null : new Argument<string>(names.ShortForm) { Description = field.Description };

    internal override void AddTo(Command command)
    {
        if (_argument is not null)
            command.Add(_argument);
    }

    internal override void Write(ParseResult line, Func<string> workspace, IMessage request) =>
        path.Set(request, _argument is null ? $"workspaces/{workspace()}" : names.Resolve(line.GetRequiredValue(_argument), workspace));
}
