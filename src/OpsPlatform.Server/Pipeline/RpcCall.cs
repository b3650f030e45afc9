using System.Security.Cryptography;
using Grpc.Core;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain;
using OpsPlatform.Server.Identity;

namespace OpsPlatform.Server.Pipeline;

/// <summary>What the pipeline has learned about a call so far.</summary>
internal sealed class RpcCall(RpcMethod method)
{
    private static readonly object Key = new();
    private string? _workspace;

    public RpcMethod Method { get; } = method;

    /// <summary>Null until the token has been checked.</summary>
    public Caller? Caller { get; set; }

    /// <summary>The workspace that the request concerns and that the caller has been granted. Whoever asks without a grant is told that there is nothing.</summary>
    public string Workspace => _workspace ?? throw new Refusal(ErrorReason.ResourceNotFound, "");

    /// <summary>Set instead of the workspace when the call concerns it as a whole, and the caller was granted only some of its resources.</summary>
    public WorkspacePart? Limits { get; private set; }

    /// <summary>Whether the caller may be told of a resource of the workspace: who was granted some only is not told of others.</summary>
    public bool IsGranted(string name) =>
        !Caller!.Client.Grants.TryGetValue(Workspace, out var grant) || grant.Streams.Count == 0 || grant.Streams.Contains(ResourceName.Parse(name)!.Value.Stream);

    /// <summary>For the log: empty where no workspace was granted.</summary>
    public string GrantedWorkspace => _workspace ?? Limits?.Workspace ?? "";

    /// <summary>Set for a write with a request id.</summary>
    public RequestKey? Request { get; set; }

    /// <summary>The request's field that names an erased subject of whom the request brought something personal; else empty. It was taken out of the request.</summary>
    public string ErasedSubject { get; set; } = "";

    public bool Replayed { get; set; }

    /// <summary>The approval under which it runs, and the permission that whoever gave it was asked for; empty for none.</summary>
    public (string Name, string Permission) Approval { get; init; } = ("", "");

    /// <summary>What it would have to be approved for, after only its outcome was asked for; null for nothing.</summary>
    public Refusal? ApprovalNeeded { get; set; }

    /// <summary>Cancelled when a stream is to end, because its caller has left or may no longer have it.</summary>
    public CancellationToken Ended { get; set; }

    /// <summary>Why the call was refused, for the log and the metrics.</summary>
    public ErrorReason Reason { get; set; }

    /// <summary>Each message of a stream may concern another workspace.</summary>
    public void Concern(string workspace) => (_workspace, Limits) = (workspace, null);

    public void Concern(WorkspacePart part) => (_workspace, Limits) = (null, part);

    /// <summary>Null for calls that are not the platform's own.</summary>
    public static RpcCall? Find(ServerCallContext context) => context.UserState.TryGetValue(Key, out var call) ? (RpcCall)call : null;

    public static RpcCall Of(ServerCallContext context) => Find(context) ?? throw new InvalidOperationException($"{context.Method} did not come through the pipeline.");

    /// <summary>Whether the call came as far as the pipeline; the context's user state lies in the HTTP context's items.</summary>
    public static bool IsAttached(IDictionary<object, object?> items) => items.ContainsKey(Key);

    public void Attach(ServerCallContext context) => context.UserState[Key] = this;
}

/// <summary>Some resources of a workspace, with what lies below them.</summary>
/// <param name="Streams">As ids below the workspace: <c>budgets/q4</c>.</param>
internal sealed record WorkspacePart(string Workspace, IReadOnlyCollection<string> Streams);

/// <summary>By what a repeat is known: the id, and the digest of the method and body that it was first used with.</summary>
/// <param name="Fingerprint">A digest of all but what is personal; where something is, a second one follows, of all of it, sealed.</param>
internal sealed record RequestKey(Guid Id, byte[] Fingerprint)
{
    /// <param name="first">The fingerprint that the id was first used with.</param>
    /// <param name="erased">A subject was erased since, so that nobody can tell any more what was personal.</param>
    public bool IsRepeat(ReadOnlySpan<byte> first, bool erased) => erased
        ? first.Length > SHA256.HashSizeInBytes && first[..SHA256.HashSizeInBytes].SequenceEqual(Fingerprint.AsSpan(0, SHA256.HashSizeInBytes))
        : first.SequenceEqual(Fingerprint);
}
