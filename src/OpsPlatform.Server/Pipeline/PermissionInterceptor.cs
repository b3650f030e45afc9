using Google.Protobuf;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain;
using OpsPlatform.Domain.Partners;
using OpsPlatform.Server.Identity;

namespace OpsPlatform.Server.Pipeline;

/// <summary>
/// The one place where a call gets its workspace: from the names in the request, and only when the caller was granted it. A name in
/// a workspace that was not granted is answered as one that does not exist.
/// </summary>
internal sealed class PermissionInterceptor(AccessControl access) : CheckInterceptor
{
    protected override ValueTask CheckMessage(RpcCall call, IMessage request, CancellationToken cancellation) => AuthorizeAsync(call, request, cancellation);

    /// <exception cref="Refusal">The caller may not do this, or not any more.</exception>
    public async ValueTask AuthorizeAsync(RpcCall call, IMessage request, CancellationToken cancellation)
    {
        // A malformed name belongs to no workspace. It goes on without one, to be refused by its field rule.
        if (call.Method.Rule.Scope == Rule.Types.Scope.Caller || call.Method.Target(request) is not { } target)
            return;
        if (await access.FindAsync(call.Caller!, target.Workspace, cancellation) is not { } granted || !References(call, request, target.Workspace).All(name => granted.Includes(name)))
            throw new Refusal(ErrorReason.ResourceNotFound, "");
        if (!granted.Allows(call.Method.Rule.Permission))
            throw new Refusal(ErrorReason.PermissionMissing, "", ("permission", call.Method.Rule.Permission));
        if (granted.SuspendedFor is { } reason)
            throw new Refusal(ErrorReason.WorkspaceSuspended, "", ("workspace", target.Workspace), ("reason", reason));

        // Who was granted some resources only does not see the workspace as a whole: what asks for it is told that there is nothing, unless it keeps to them.
        if (target.Stream.Length > 0 || granted.Resources.Count == 0)
            call.Concern(target.Workspace);
        else
            call.Concern(new WorkspacePart(target.Workspace, granted.Resources));
    }

    /// <summary>What admins name lies in many workspaces.</summary>
    private static IEnumerable<ResourceName> References(RpcCall call, IMessage request, string workspace) =>
        workspace == WorkspaceDecider.Platform ? [] : call.Method.References.In(request).Select(ResourceName.Parse).OfType<ResourceName>();
}
