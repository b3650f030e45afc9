using Google.Protobuf;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain;

namespace OpsPlatform.Server.Pipeline;

/// <summary>
/// The one place where a call gets its workspace: from the names in the request, and only when the caller was granted it. A name in
/// a workspace that was not granted is answered as one that does not exist.
/// </summary>
internal sealed class PermissionInterceptor : CheckInterceptor
{
    protected override void CheckRequest(RpcCall call, IMessage request)
    {
        // A malformed name belongs to no workspace. It goes on without one, to be refused by its field rule.
        if (call.Method.Target(request) is not { } target)
            return;
        if (!call.Caller!.Knows(target.Workspace) || call.Method.References.In(request).Select(ResourceName.Parse).Any(name => name is { } other && other.Workspace != target.Workspace))
            throw new Refusal(ErrorReason.ResourceNotFound, "");
        if (!call.Caller.May(call.Method.Rule.Permission, target.Workspace))
            throw new Refusal(ErrorReason.PermissionMissing, "", ("permission", call.Method.Rule.Permission));
        call.Workspace = target.Workspace;
    }
}
