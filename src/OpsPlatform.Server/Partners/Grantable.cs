using OpsPlatform.Api.V1;
using OpsPlatform.Domain;
using OpsPlatform.Domain.Partners;
using OpsPlatform.Partners.V1;
using OpsPlatform.Server.Identity;
using OpsPlatform.Server.Listing;
using OpsPlatform.Server.Pipeline;
using OpsPlatform.Server.Queries;

namespace OpsPlatform.Server.Partners;

/// <summary>Which roles and permissions can be given. Others would allow nothing, and nobody would be told of the slip.</summary>
internal sealed class Grantable
{
    // A refusal travels in a trailer, and many clients take no more than 8 KiB of them.
    private const int MostNamed = 30;

    private readonly BuiltInQuery<Role> _roles;
    private readonly PermissionSet _known;
    private readonly string[] _names;

    public Grantable(BuiltInQuery<Role> roles, RpcMethods methods)
    {
        // Of nouns that are still to come, the built-in roles say what there will be.
        var permissions = methods.All.Select(method => method.Rule.Permission).Concat(BuiltInRoles.All.In(WorkspaceDecider.Platform).SelectMany(role => role.Permissions)).Where(permission => permission is not ("" or "*"));
        (_roles, _known) = (roles, new PermissionSet(permissions));
        _names = [.. _known.Concat(Nouns.Select(noun => $"{noun}.*")).Concat(_known.Select(permission => $"*.{Verb(permission)}")).Append("*").Where(name => name != "*.*").Distinct().Order(StringComparer.Ordinal)];
    }

    private IEnumerable<string> Nouns => _known.Select(Noun).Where(noun => noun != "*").Distinct();

    /// <exception cref="Refusal">No rpc needs one of the permissions, now or as the built-in roles say of those to come.</exception>
    public void MustBeNeeded(IEnumerable<string> permissions)
    {
        if (permissions.FirstOrDefault(permission => !IsNeeded(permission)) is not { } unknown)
            return;
        var known = unknown == "*.*" ? "*" : NearNames.Find(unknown, _names) ?? string.Join(", ", Nouns.Select(noun => $"{noun}.*"));
        throw new Refusal(ErrorReason.PermissionUnknown, "permissions", ("permission", unknown), ("known", known));
    }

    /// <exception cref="Refusal">The workspace does not have one of the roles.</exception>
    public async Task MustExistAsync(string workspaceId, IReadOnlyCollection<string> roles, CancellationToken cancellation, string field = "roles")
    {
        if (roles.All(BuiltInRoles.All.Has))
            return;
        var ids = (await _roles.AllAsync(workspaceId, cancellation)).Where(role => !role.Deleted).Select(role => role.Name.LastId()).ToList();
        if (roles.FirstOrDefault(role => !ids.Contains(role)) is { } unknown)
        {
            var known = NearNames.Find(unknown, ids) ?? string.Join(", ", ids.Order(StringComparer.Ordinal).Take(MostNamed));
            throw new Refusal(ErrorReason.RoleUnknown, field, ("workspace", $"workspaces/{workspaceId}"), ("role", unknown), ("known", known));
        }
    }

    /// <summary>Each verb of a noun that is known as a whole is known, and each noun that is known has what is known of all.</summary>
    private bool IsNeeded(string permission) => Noun(permission) switch
    {
        "*" => _names.Contains(permission),
        var noun => Nouns.Contains(noun) && (Verb(permission) == "*" || _known.Covers(permission)),
    };

    private static string Noun(string permission) => permission.Split('.')[0];

    private static string Verb(string permission) => permission.Split('.')[^1];
}
