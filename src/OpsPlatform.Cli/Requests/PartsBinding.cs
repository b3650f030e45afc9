using System.CommandLine;
using Buf.Validate;
using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using OpsPlatform.Cli.Output;

namespace OpsPlatform.Cli.Requests;

/// <summary>Parts of a resource, one an option: `--line content:500000,focus-tag=core,target.share-bps=1000`. The first field of the part is its
/// id, the name of a resource, a day or the amount that it begins at, the first amount or number follows the colon, further fields go by name.</summary>
internal sealed class PartsBinding : Binding
{
    private const int LongestId = 63;

    private readonly FieldPath _path;
    private readonly Option<string[]> _option;
    private readonly FieldDescriptor _id;
    private readonly FieldDescriptor _amount;

    internal PartsBinding(FieldPath path, string name, Field field)
    {
        _path = path;
        var fields = path.Field.MessageType.Fields.InDeclarationOrder();
        _id = fields[0];
        _amount = fields.Skip(1).FirstOrDefault(field => field.FieldType == FieldType.Int64 && !IsServers(field)) ?? fields[1];
        _option = new Option<string[]>(name) { Description = field.Description, HelpName = IsMoney ? "id:units" : IsNumber ? "id:number" : $"{_id.Name}:{_amount.Name}" };
    }

    /// <summary>A name does not fit into a field that is as short as an id.</summary>
    private bool TakesId => _id.GetOptions()?.GetExtension(ValidateExtensions.Field)?.String is { HasMaxLen: true, MaxLen: <= LongestId };

    private bool IsNumber => _amount.FieldType is FieldType.Int64 or FieldType.Int32;

    /// <summary>What only the server fills is not typed.</summary>
    private static bool IsServers(FieldDescriptor field) => field.GetOptions()?.GetExtension(FieldBehaviorExtensions.FieldBehavior)?.Contains(FieldBehavior.OutputOnly) ?? false;

    private bool IsMoney => _amount.Name.EndsWith("_micros", StringComparison.Ordinal);

    internal override void AddTo(Command command) => command.Add(_option);

    internal override void Write(ParseResult line, Func<string> workspace, IMessage request)
    {
        foreach (var given in line.GetValue(_option) ?? [])
            _path.Set(request, Part(given, workspace));
    }

    private IMessage Part(string given, Func<string> workspace)
    {
        var pieces = given.Split(',');
        var (head, colon) = (pieces[0], pieces[0].IndexOf(':', StringComparison.Ordinal));
        if (colon < 0 || (colon == 0 && new FieldPath(_path.Field.MessageType, _id.Name).IsRequired))
            throw Malformed(given);

        var part = _path.Field.MessageType.Parser.ParseFrom(ByteString.Empty);
        var (what, value) = ($"{_option.Name} {head[..colon]}", head[(colon + 1)..]);
        _id.Accessor.SetValue(part, _id.FieldType == FieldType.String
            ? (TakesId ? null : ResourcePattern.OfSingular(_id))?.Resolve(head[..colon], workspace) ?? head[..colon]
            : _id.FieldType == FieldType.Message ? FieldValue.Parse(_id, _option.Name, head[..colon]) : Amount.ParseUnits(_id, what, head[..colon]));
        if (value.Length > 0 || !(_amount.IsRepeated || _amount.HasPresence))
            new FieldPath(part.Descriptor, _amount.Name).Set(part, IsMoney ? Amount.ParseUnits(_amount, what, value) : FieldValue.Parse(_amount, what, value));
        foreach (var piece in pieces[1..])
        {
            var equals = piece.IndexOf('=', StringComparison.Ordinal);
            var path = equals > 0 ? Named(part.Descriptor, piece[..equals].Replace('-', '_')) : null;
            if (path is null || IsServers(path.Field))
                throw Malformed(given);
            var text = piece[(equals + 1)..];
            path.Set(part, Cell.IsMoney(path.Field) ? Amount.ParseUnits(path.Field, what, text) : FieldValue.Parse(path.Field, $"{_option.Name} {head[..colon]}", text));
        }

        return part;
    }

    /// <summary>
    /// Amounts of money and rates go without what the names of all of them end in, and are typed in whole units: `min` is `min_amount_micros`,
    /// `exchange-rate.rate` is `exchange_rate.rate_nanos`.
    /// </summary>
    private static FieldPath? Named(MessageDescriptor part, string name) => FieldPath.Find(part, name) is { } path && !Cell.IsMoney(path.Field) && !Rate.Is(path.Field)
        ? path
        : FieldPath.Find(part, $"{name}_amount_micros") ?? FieldPath.Find(part, $"{name}_nanos");

    private Failure Malformed(string given) => !IsNumber
        ? Failure.Usage($"{_option.Name} takes {_option.HelpName}, with the colon between; not '{given}'.", $"{_option.Name} 的格式为 {_option.HelpName}，以冒号分隔；而不是“{given}”。")
        : Failure.Usage(
        $"{_option.Name} takes ID:AMOUNT, for example {_option.Name} content:500000, or {_option.Name} content:500000,focus-tag=core; not '{given}'.",
        $"{_option.Name} 的格式为 ID:金额，例如 {_option.Name} content:500000 或 {_option.Name} content:500000,focus-tag=core；而不是“{given}”。");
}
