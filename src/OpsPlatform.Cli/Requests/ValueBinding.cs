using System.CommandLine;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace OpsPlatform.Cli.Requests;

/// <summary>A text, number, date, duration or enum value.</summary>
internal sealed class ValueBinding : Binding
{
    private readonly FieldPath _path;
    private readonly Option<string?> _option;

    internal ValueBinding(FieldPath path, string name, Field field)
    {
        _path = path;
        _option = new Option<string?>(name)
        {
            Description = field.Description,
            HelpName = FieldValue.Placeholder(path.Field),
            Required = path.IsRequired,
        };
        if (path.Field.FieldType == FieldType.Enum)
            _option.CompletionSources.Add([.. EnumNames.Short(path.Field.EnumType)]);
    }

    internal override void AddTo(Command command) => command.Add(_option);

    internal override void Write(ParseResult line, Func<string> workspace, IMessage request)
    {
        if (line.GetValue(_option) is { } given)
            _path.Set(request, FieldValue.Parse(_path.Field, _option.Name, given));
    }
}
