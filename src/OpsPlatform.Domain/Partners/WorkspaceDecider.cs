using System.Diagnostics;
using Google.Protobuf;
using OpsPlatform.Api.V1;
using OpsPlatform.Partners.V1;
using State = OpsPlatform.Partners.V1.Workspace.Types.State;

namespace OpsPlatform.Domain.Partners;

/// <summary>Decides what happens to a workspace as a whole, and folds what has happened.</summary>
public static class WorkspaceDecider
{
    /// <summary>Stands for the platform itself where a workspace is named: what admins do is granted there.</summary>
    public const string Platform = "platform";

    public static IEnumerable<IMessage> Create(Aggregate<Workspace> workspace, CreateWorkspaceRequest request, DecisionContext context) =>
        request.WorkspaceId == Platform
            ? throw new Refusal(ErrorReason.IdReserved, "workspace_id", ("id", Platform))
            : [new WorkspaceCreated { Workspace = new Workspace { DisplayName = request.Workspace.DisplayName, Kind = request.Workspace.Kind } }];

    public static IEnumerable<IMessage> Suspend(Aggregate<Workspace> workspace, SuspendWorkspaceRequest request, DecisionContext context) =>
        workspace.Root.State == State.Suspended ? [] : [new WorkspaceSuspended { Reason = request.Reason }];

    public static IEnumerable<IMessage> Resume(Aggregate<Workspace> workspace, ResumeWorkspaceRequest request, DecisionContext context) =>
        workspace.Root.State == State.Active ? [] : [new WorkspaceResumed()];

    /// <summary>Folds an event in. It never refuses: what is stored has happened.</summary>
    public static void Evolve(Aggregate<Workspace> workspace, Recorded recorded)
    {
        var root = workspace.Root;
        switch (recorded.Message)
        {
            case WorkspaceCreated created:
                root.MergeFrom(created.Workspace);
                root.State = State.Active;
                break;
            case WorkspaceSuspended suspended:
                (root.State, root.StateReason) = (State.Suspended, suspended.Reason);
                break;
            case WorkspaceResumed:
                (root.State, root.StateReason) = (State.Active, "");
                break;
            default:
                throw new UnreachableException($"{workspace.Name} has an event that no workspace can have, {recorded.Message.Descriptor.FullName}, at version {recorded.Version}.");
        }
    }
}
