using System.Collections;
using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace OpsPlatform.Server.Identity;

/// <summary>Permissions as `noun.verb`, all of a noun as `noun.*`, one verb of all nouns as `*.verb`, all there are as `*`.</summary>
internal sealed partial class PermissionSet : IEnumerable<string>
{
    private readonly FrozenSet<string> _permissions;
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _wholeNouns;
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _wholeVerbs;
    private readonly bool _everything;

    public PermissionSet(IEnumerable<string> permissions)
    {
        _permissions = permissions.ToFrozenSet();
        _wholeNouns = _permissions.Where(permission => permission.EndsWith(".*")).Select(permission => permission[..^2]).ToFrozenSet().GetAlternateLookup<ReadOnlySpan<char>>();
        _wholeVerbs = _permissions.Where(permission => permission.StartsWith("*.")).Select(permission => permission[2..]).ToFrozenSet().GetAlternateLookup<ReadOnlySpan<char>>();
        _everything = _permissions.Contains("*");
    }

    public static PermissionSet Everything { get; } = new(["*"]);

    public static bool IsPermission(string text) => Shape.IsMatch(text);

    /// <summary>Whether this permission, or each that the wildcard stands for, is in the set.</summary>
    public bool Covers(string permission) =>
        _everything || _permissions.Contains(permission) || (permission.IndexOf('.') is var dot and > 0 && (_wholeNouns.Contains(permission.AsSpan(0, dot)) || _wholeVerbs.Contains(permission.AsSpan(dot + 1))));

    public IEnumerator<string> GetEnumerator() => _permissions.Order().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => string.Join(" ", this);

    [GeneratedRegex(@"^(\*|(\*|[a-z][a-z_]{0,62})\.(\*|[a-z][a-z_]{0,62}))\z")]
    private static partial Regex Shape { get; }
}
