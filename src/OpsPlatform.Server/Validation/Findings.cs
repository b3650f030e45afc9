using System.Text;
using OpsPlatform.Domain;

namespace OpsPlatform.Server.Validation;

/// <summary>One run over one message: where it is, and what it found. Paths are written out only when something is found.</summary>
internal sealed class Findings
{
    /// <summary>More help nobody, and a request of 4 MiB can break rules a million times.</summary>
    public const int MostViolations = 100;

    /// <summary>As deep as the runtime's parser goes by default.</summary>
    private const int DeepestMessage = 100;

    private static readonly Sentence TooDeep = new("holds messages that are nested too deeply; flatten it", "嵌套层级过深，请减少嵌套");

    private readonly List<FieldViolation> _violations = [];
    private readonly Stack<Step> _path = new();
    private int _depth;

    public IReadOnlyList<FieldViolation> Violations => _violations;

    public bool Full => _violations.Count == MostViolations;

    public void Enter(string field) => _path.Push(new(field, null));

    /// <param name="key">An item's index, or a map entry's key.</param>
    public void EnterElement(object key) => _path.Push(new(null, key));

    public void Leave() => _path.Pop();

    public void Add(string rule, Sentence description)
    {
        if (!Full)
            _violations.Add(new(Path(), rule, description));
    }

    /// <summary>Runs a message's checks, unless it lies too deep or enough was found.</summary>
    public void Descend<T>(T message, Check<T>[] checks)
    {
        if (_depth == DeepestMessage)
        {
            Add("message.depth", TooDeep);
            return;
        }

        _depth++;
        foreach (var check in checks)
        {
            if (Full)
                break;
            check(message, this);
        }

        _depth--;
    }

    private string Path()
    {
        var path = new StringBuilder();
        foreach (var (field, key) in _path.Reverse())
        {
            if (field is not null)
                path.Append(path.Length == 0 ? "" : ".").Append(field);
            else
                path.Append('[').Append(Written(key!)).Append(']');
        }

        return path.ToString();
    }

    private static string Written(object key) => key switch
    {
        string text => Quoted.Text(text),
        bool truth => truth ? "true" : "false",
        _ => key.ToString()!,
    };

    private readonly record struct Step(string? Field, object? Key);
}
