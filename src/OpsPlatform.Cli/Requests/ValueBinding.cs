using System.CommandLine;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace OpsPlatform.Cli.Requests;

/// <summary>A text, number, date, duration, enum value or the name of another resource; a repeated field takes the option again for each.</summary>
internal sealed class ValueBinding : Binding
{
    private readonly FieldPath _path;
    private readonly ResourcePattern? _names;
    private readonly Option<string[]> _option;

    internal ValueBinding(FieldPath path, string name, Field field)
    {
        _path = path;
        _names = ResourcePattern.OfReference(path.Field);
        _option = new Option<string[]>(name)
        {
            Description = field.Description,
            HelpName = _names?.ShortForm ?? FieldValue.Placeholder(path.Field),
            Required = path.IsRequired,
            CustomParser = given => [.. given.Tokens.Select(token => token.Value)],
            Arity = path.Field.IsRepeated ? ArgumentArity.OneOrMore : ArgumentArity.ExactlyOne,
        };
        if (path.Field.FieldType == FieldType.Enum)
            _option.CompletionSources.Add([.. EnumNames.Short(path.Field.EnumType)]);
    }

    internal override void AddTo(Command command) => command.Add(_option);

    internal override void Write(ParseResult line, Func<string> workspace, IMessage request)
    {
        foreach (var given in line.GetValue(_option) ?? [])
            _path.Set(request, _names?.Resolve(given, workspace) ?? FieldValue.Parse(_path.Field, _option.Name, given));
    }
}
