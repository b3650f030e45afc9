using System.CommandLine;
using Buf.Validate;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace OpsPlatform.Cli.Requests;

/// <summary>An amount in micros, typed in whole units (`--amount 1234.50`) or as it is stored (`--amount-micros 1234500000`).</summary>
internal sealed class AmountBinding : Binding
{
    private const string Suffix = "-micros";

    private readonly FieldPath _path;
    private readonly Option<string?> _units;
    private readonly Option<string?> _micros;
    private readonly bool _isRequired;

    internal AmountBinding(FieldPath path, string option, Field field)
    {
        _path = path;
        _isRequired = !path.Field.HasPresence && !CanBeZero(path.Field);
        var name = option.EndsWith(Suffix, StringComparison.Ordinal) ? option[..^Suffix.Length] : option;
        _units = new Option<string?>(name) { Description = field.Description + (_isRequired ? " Required." : ""), HelpName = "units" };
        _micros = new Option<string?>(name + Suffix) { Description = $"The same in micros (millionths), in place of {name}.", HelpName = "micros" };
    }

    internal override void AddTo(Command command)
    {
        command.Add(_units);
        command.Add(_micros);
    }

    internal override void Write(ParseResult line, Func<string> workspace, IMessage request)
    {
        switch (line.GetValue(_units), line.GetValue(_micros))
        {
            case ({ } given, null):
                _path.Set(request, Amount.ParseUnits(_path.Field, _units.Name, given));
                break;
            case (null, { } given):
                _path.Set(request, Amount.ParseMicros(_path.Field, _micros.Name, given));
                break;
            case ({ }, { }):
                throw Failure.Usage($"Give {_units.Name} or {_micros.Name}, not both.", $"{_units.Name} 与 {_micros.Name} 只能给出其一。");
            case (null, null) when _isRequired:
                throw Failure.Usage($"{_units.Name} is missing, for example {_units.Name} 1234.50.", $"缺少 {_units.Name}，例如 {_units.Name} 1234.50。");
            default:
                break;
        }
    }

    private static bool CanBeZero(FieldDescriptor field) => field.GetOptions()?.GetExtension(ValidateExtensions.Field)?.Int64 is { HasGte: true, Gte: <= 0 };
}
