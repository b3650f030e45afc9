using System.CommandLine;
using Google.Protobuf;

namespace OpsPlatform.Cli.Requests;

/// <summary>A yes or no: yes when it is typed.</summary>
internal sealed class FlagBinding(FieldPath path, string option, Field field) : Binding
{
    private readonly Option<bool> _flag = new(option) { Description = field.Description };

    internal override void AddTo(Command command) => command.Add(_flag);

    internal override void Write(ParseResult line, Func<string> workspace, IMessage request)
    {
        if (line.GetValue(_flag))
            path.Set(request, true);
    }
}
