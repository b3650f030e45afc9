using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Grpc.Core;
using OpsPlatform.Api.V1;
using OpsPlatform.Approvals.V1;
using OpsPlatform.Domain;
using OpsPlatform.Domain.Approvals;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Commands;
using OpsPlatform.Server.Identity;
using OpsPlatform.Server.Pipeline;
using OpsPlatform.Server.Queries;
using State = OpsPlatform.Approvals.V1.Approval.Types.State;

namespace OpsPlatform.Server.Approvals;

/// <summary>Holds calls back for a second principal, and runs them when they were approved.</summary>
internal sealed class HeldCalls(
    CommandRunner<Approval> approvals, QueryRunner queries, RpcMethods methods, RpcHandlers handlers, PermissionInterceptor permissions, KnownClients clients, TimeProvider time)
{
    private const string Collection = "approvals";

    /// <summary>Records what was asked for, once for each request id, and tells where it stands.</summary>
    /// <param name="cause">What a decision wants it approved for; null when only a policy does.</param>
    /// <returns>What the caller is told: nothing happens now.</returns>
    public async Task<Refusal> HoldAsync(RpcCall call, IMessage request, Refusal? cause, ServerCallContext context)
    {
        var caller = call.Caller!;
        var id = call.Request is { } key ? IdOf(caller.ClientId, key.Id) : Guid.CreateVersion7(time.GetUtcNow());
        var asked = new Approval
        {
            Rpc = call.Method.FullName,
            Permission = call.Method.Rule.Permission,
            Resource = Name(call.Method.Target(request)!.Value),
            Request = request.ToByteString(),
            RequestJson = JsonFormatter.Default.Format(request),
            Requester = caller.Principal,
            RequesterClient = $"clients/{caller.ClientId}",
            RequesterScopes = { caller.Scopes },
            RunRequestId = $"{call.Request?.Id ?? id}",
            Cause = cause is null ? "" : Text(cause),
            DeciderPermission = cause?.ApprovalPermission ?? "",
            Fingerprint = ByteString.CopyFrom(call.Request?.Fingerprint ?? []),
        };
        Approval? held = null;
        await approvals.Run(
            call.Workspace,
            $"{Collection}/{id}",
            new EventHeaders(caller.Principal, caller.ClientId, call.Method.RequestId(request), Activity.Current?.TraceId.ToString() ?? ""),
            (approval, decision) =>
            {
                held = approval.Version > 0 ? approval.Root : null;
                return ApprovalDecider.Request(approval, asked, decision);
            },
            context.CancellationToken);

        held ??= await queries.Find<Approval>(call.Workspace, $"{Collection}/{id}", context.CancellationToken);
        if (!held.Fingerprint.Equals(asked.Fingerprint))
            return new Refusal(ErrorReason.RequestIdReused, "request_id");
        if (held.State is not (State.Approved or State.Done))
        {
            ApprovalDecider.MustBePending(held);
            ApprovalDecider.MustBeInTime(held, time.GetUtcNow());
        }

        return new Refusal(
            ErrorReason.ApprovalPending, "", [("approval", held.Name), ("expire_time", $"{held.ExpireTime.ToDateTimeOffset():u}"), .. cause is null ? [] : new (string, object)[] { ("cause", ErrorTable.Name(cause.Reason)) }]);
    }

    /// <summary>Runs an approved call, if it has not run yet. It runs once, whoever is interrupted: it has a request id, and its record is committed with it.</summary>
    public async Task<Approval> RunAsync(string workspace, string stream, ServerCallContext context)
    {
        var approval = await queries.Find<Approval>(workspace, stream, context.CancellationToken);
        if (approval.State != State.Approved)
            return approval;

        var refusal = await TryRunAsync(approval, context);
        await approvals.Run(workspace, stream, new EventHeaders(Principals.System), (held, _) => ApprovalDecider.Finish(held, refusal), context.CancellationToken);
        return await queries.Find<Approval>(workspace, stream, context.CancellationToken);
    }

    /// <returns>Null when it has run, else why not.</returns>
    private async Task<string?> TryRunAsync(Approval approval, ServerCallContext context)
    {
        var method = methods.Find(approval.Rpc) ?? throw new InvalidOperationException($"{approval.Name} is of the rpc {approval.Rpc}, which this version does not have.");

        // Not from the span: google.type.Date of CommonProtos 2.0.0 can only be read from streams, and an array is read as one.
        var request = method.Descriptor.InputType.Parser.ParseFrom(approval.Request.ToByteArray());
        var clientId = approval.RequesterClient["clients/".Length..];
        var approver = RpcCall.Of(context);
        try
        {
            if (await clients.FindAsync(clientId, context.CancellationToken) is not { Problem: null } client)
                throw new Refusal(ErrorReason.TokenInvalid, "", ("problem", "its client does not get in any more"));
            var call = new RpcCall(method)
            {
                Caller = new Caller(clientId, approval.Requester, client, new PermissionSet(approval.RequesterScopes), TokenId: "", time.GetUtcNow()),
                Approval = (approval.Name, approval.DeciderPermission),
                Request = new RequestKey(Guid.Parse(approval.RunRequestId), approval.Fingerprint.ToByteArray()),
            };
            await permissions.AuthorizeAsync(call, request, context.CancellationToken);
            call.Attach(context);
            await handlers.CallAsync(method.FullName, request, context);
            return null;
        }
        catch (RequestHandledException)
        {
            return null;
        }
        catch (Refusal refusal)
        {
            return Text(refusal);
        }
        finally
        {
            approver.Attach(context);
        }
    }

    private static string Text(Refusal refusal) => $"{ErrorTable.Name(refusal.Reason)}: {ErrorTable.Status(refusal, Languages.English).Message}";

    private static string Name(ResourceName name) => name.Stream.Length == 0 ? $"workspaces/{name.Workspace}" : $"{name.Root}{(name.Child.Length > 0 ? "/" : "")}{name.Child}";

    private static Guid IdOf(string clientId, Guid requestId) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"{clientId}/{requestId}")).AsSpan(0, 16));
}
