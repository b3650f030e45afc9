using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain;
using OpsPlatform.Domain.Erasures;
using OpsPlatform.Erasures.V1;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Commands;
using OpsPlatform.Server.Personal;
using OpsPlatform.Server.Pipeline;

namespace OpsPlatform.Server.Erasures;

/// <summary>
/// Erases a subject: the line in the ledger first, then the key, then the event. After the line there is no way back; whatever
/// stops the rest, a restart finishes it, and so does a repeat.
/// </summary>
internal sealed class ErasureCommand(
    PostgresEventStore store, ErasureLedger ledger, SubjectKeyCache cache, CommandRunner<Erasure> commands, ErasureCertificates certificates, TimeProvider time, ILogger<ErasureCommand> log)
{
    public async Task<Erasure> RunAsync(CreateErasureRequest request, ServerCallContext context)
    {
        var call = RpcCall.Of(context);
        if (!ledger.IsConfigured)
            throw new Refusal(ErrorReason.ErasureLedgerMissing, "");

        // Elsewhere the commit finds out; here it would be too late by then.
        if (call.Request is { } key && await store.FindRequestAsync(call.Workspace, call.Caller!.ClientId, key.Id, context.CancellationToken) is not null)
            throw new RequestHandledException();

        var sign = await certificates.SignerAsync(context.CancellationToken);
        var digest = SubjectDigest.Of(call.Workspace, request.SubjectId);
        if (Find(await ledger.ReadAsync(context.CancellationToken), call.Workspace, digest) is { } first && await FindAsync(call.Workspace, first.Erasure, context.CancellationToken) is { } recorded)
            return await RememberAsync(call, sign(recorded));
        return request.ValidateOnly
            ? await commands.Run(context, request, Preview(digest), erasure => erasure.Root)
            : await EraseAsync(call, request, digest, sign, context);
    }

    private async Task<Erasure> EraseAsync(RpcCall call, CreateErasureRequest request, byte[] digest, Func<Erasure, Erasure> sign, ServerCallContext context)
    {
        // The id is chosen here, because the ledger has to know it before the database does.
        if (request.ErasureId.Length == 0)
            request.ErasureId = Guid.CreateVersion7(time.GetUtcNow()).ToString();
        var line = await AppendAsync(call, request, digest, context.CancellationToken);
        request.ErasureId = line.Erasure;

        // From here on nobody may leave: an erasure that is decided is carried out.
        await store.EraseSubjectsAsync(call.Workspace, [line.Subjects], CancellationToken.None);
        cache.Erase(call.Workspace, request.SubjectId);
        log.SubjectErased(line.Erasure, call.Workspace, line.Key, line.Sequence);

        // Signed once, so that a replayed answer is the answer.
        var certificate = sign(Stated(call.Workspace, line)).Certificate;
        try
        {
            return await commands.Run(context, request, (erasure, _, decision) => ErasureDecider.Record(erasure, line.Event, decision), erasure => new Erasure(erasure.Root) { Certificate = certificate });
        }
        catch (Refusal refusal) when (refusal.Reason == ErrorReason.ResourceAlreadyExists)
        {
            return await RememberAsync(call, sign((await FindAsync(call.Workspace, line.Erasure, context.CancellationToken))!));
        }
    }

    /// <summary>Keeps the answer for repeats where no event is written with which it would be kept.</summary>
    private async Task<Erasure> RememberAsync(RpcCall call, Erasure answer)
    {
        if (call.Request is not { } key)
            return answer;
        var record = new RequestRecord(call.Caller!.ClientId, key.Id, call.Method.FullName, key.Fingerprint, answer.ToByteArray());
        var append = new Append(call.Workspace, time.Now(), new EventHeaders(call.Caller.Principal)) { Request = record };
        return await store.AppendAsync(append, CancellationToken.None) is AppendResult.Committed ? answer : throw new RequestHandledException();
    }

    private async Task<LedgerLine> AppendAsync(RpcCall call, CreateErasureRequest request, byte[] digest, CancellationToken cancellation)
    {
        var keys = await store.FindSubjectKeysAsync(call.Workspace, [digest], cancellation);
        var key = keys.SingleOrDefault()?.KeyId?.ToString() ?? "";
        if (await FindAsync(call.Workspace, request.ErasureId, cancellation) is not null)
            throw Taken(call, request);
        return await ledger.AppendAsync(
            lines => Find(lines, call.Workspace, digest)
                ?? (lines.Any(line => line.Workspace == call.Workspace && line.Erasure == request.ErasureId)
                    ? throw Taken(call, request)
                    : new LedgerLine(
                        lines.Count + 1, time.Now(), call.Workspace, request.ErasureId, Convert.ToHexStringLower(digest), key, request.Reason, call.Caller!.Principal,
                        lines.Count > 0 ? lines[^1].Digest : LedgerLine.NoDigest)),
            cancellation);
    }

    private static Decide<Erasure, CreateErasureRequest> Preview(byte[] digest) => (erasure, request, decision) =>
        [new SubjectErased { SubjectDigest = Convert.ToHexStringLower(digest), Reason = request.Reason, Principal = decision.Principal, EraseTime = decision.Time.ToTimestamp() }];

    private static Erasure Stated(string workspace, LedgerLine line)
    {
        var erasure = new Aggregate<Erasure>($"workspaces/{workspace}/erasures/{line.Erasure}");
        erasure.Apply(new Recorded(line.Event, 1, line.Time), ErasureDecider.Evolve);
        return erasure.Root;
    }

    private async Task<Erasure?> FindAsync(string workspace, string id, CancellationToken cancellation) =>
        (await store.GetDocumentAsync<Erasure>(workspace, $"erasures/{id}", cancellation))?.Data;

    private static LedgerLine? Find(IReadOnlyList<LedgerLine> lines, string workspace, byte[] digest)
    {
        var subject = Convert.ToHexStringLower(digest);
        return lines.FirstOrDefault(line => line.Subject == subject && line.Workspace == workspace);
    }

    private static Refusal Taken(RpcCall call, CreateErasureRequest request) =>
        new(ErrorReason.ResourceAlreadyExists, "", ("name", $"workspaces/{call.Workspace}/erasures/{request.ErasureId}"));
}
