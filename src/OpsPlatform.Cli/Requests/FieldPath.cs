using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace OpsPlatform.Cli.Requests;

/// <summary>A field of a message, or of a message inside it: `budget.display_name`.</summary>
internal sealed class FieldPath
{
    private readonly FieldDescriptor[] _steps;
    private readonly bool _isEdited;

    internal FieldPath(MessageDescriptor message, string path)
    {
        var names = path.Split('.');
        _steps = new FieldDescriptor[names.Length];
        _isEdited = names.Length > 1 && message.FindFieldByName("update_mask") is not null;
        for (var i = 0; i < names.Length; i++)
        {
            _steps[i] = message.FindFieldByName(names[i])
                ?? throw new ArgumentException($"{message.FullName} has no field {names[i]}.", nameof(path));
            if (i < names.Length - 1)
                message = _steps[i].MessageType;
        }
    }

    /// <summary>Null when there is no such field.</summary>
    internal static FieldPath? Find(MessageDescriptor message, string path)
    {
        FieldDescriptor? field = null;
        foreach (var name in path.Split('.'))
        {
            var inside = field is null ? message : field.FieldType == FieldType.Message ? field.MessageType : null;
            if ((field = inside?.FindFieldByName(name)) is null)
                return null;
        }

        return new FieldPath(message, path);
    }

    internal FieldDescriptor Field => _steps[^1];

    /// <summary>What a message that may be left out requires is not required, nor what an update can leave as it is.</summary>
    internal bool IsRequired => !_isEdited && _steps.All(step => step.GetOptions()?.GetExtension(FieldBehaviorExtensions.FieldBehavior)?.Contains(FieldBehavior.Required) ?? false);

    internal string Kebab => Field.Name.Replace('_', '-');

    internal void Set(IMessage message, object value)
    {
        foreach (var step in _steps.AsSpan(..^1))
        {
            var inner = (IMessage?)step.Accessor.GetValue(message);
            if (inner is null)
                step.Accessor.SetValue(message, inner = step.MessageType.Parser.ParseFrom(ByteString.Empty));
            message = inner;
        }

        if (Field.IsRepeated)
            ((System.Collections.IList)Field.Accessor.GetValue(message)).Add(value);
        else
            Field.Accessor.SetValue(message, value);
    }
}
