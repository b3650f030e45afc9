using System.Diagnostics;
using Google.Protobuf;
using Grpc.Core;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain;
using OpsPlatform.Domain.Partners;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Pipeline;

namespace OpsPlatform.Server.Commands;

/// <summary>Runs the commands of one kind of resource, for callers and for the platform itself.</summary>
internal sealed class CommandRunner<TRoot>(AggregateType<TRoot> type, CommandLoop loop, LiveStreams streams, TimeProvider time)
    where TRoot : class, IMessage<TRoot>, new()
{
    /// <summary>Runs a call's command and answers from the state that it made, or would have made.</summary>
    /// <param name="metrics">Values that are stored with the events, if there are any events.</param>
    /// <param name="children">Those below the stream that the decision looks at, beside the one that the call is about.</param>
    /// <param name="with">What is decided with it, after it, in other streams, and stored in the same transaction.</param>
    public async Task<TAnswer> Run<TRequest, TAnswer>(
        ServerCallContext context,
        TRequest request,
        Decide<TRoot, TRequest> decide,
        Func<Aggregate<TRoot>, TAnswer> answer,
        IReadOnlyList<MetricValueRow>? metrics = null,
        IEnumerable<CommandPart>? with = null,
        IEnumerable<string>? children = null)
        where TRequest : IMessage
        where TAnswer : IMessage
    {
        var call = RpcCall.Of(context);
        var (method, caller) = (call.Method, call.Caller!);
        var made = false;
        var subject = method.Creates ? method.Created(request, () => (made = true, Id: Ids.New(time)).Id) : method.Target(request)!.Value;

        // Nobody else has an id that was made just now: there is nothing to look for.
        var part = new CommandPart<TRoot>(type, streams, call.Workspace, subject.Stream, [.. subject.Child.Length == 0 || made ? [] : new[] { subject.Child }, .. children ?? []])
        {
            Id = subject.Id.LastId(),
            IsNew = made && subject.Child.Length == 0,
            Request = request,
            Check = aggregate => Check(aggregate, subject, method, method.Etag(request)),
            Decision = (aggregate, decision) => decide(aggregate, request, decision),
        };
        var command = new Command(
            call.Workspace,
            new EventHeaders(caller.Principal, caller.ClientId, method.RequestId(request), Activity.Current?.TraceId.ToString() ?? "", Origin(context)),
            [part, .. with ?? []])
        {
            Record = () => call.Request is { } key ? new RequestRecord(caller.ClientId, key.Id, method.FullName, key.Fingerprint, answer(part.Aggregate).ToByteArray()) : null,
            ValidateOnly = method.ValidateOnly(request),
            Approval = call.Approval,
            Metrics = metrics,
        };
        await loop.RunAsync(command, context.CancellationToken);
        return command.ValidateOnly ? Tried(call, command, answer(part.Aggregate)) : answer(part.Aggregate);
    }

    /// <summary>Another stream's part in a call's command. What is not there is refused.</summary>
    /// <param name="name">What the request names, or the command has come upon: a resource with a stream of its own, or a child of one.</param>
    public CommandPart<TRoot> Part(ServerCallContext context, string name, Func<Aggregate<TRoot>, DecisionContext, IEnumerable<IMessage>> decide, IEnumerable<string>? children = null)
    {
        var named = ResourceName.Parse(name)!.Value;
        return new(type, streams, RpcCall.Of(context).Workspace, named.Stream, [.. named.Child.Length > 0 ? [named.Child] : Array.Empty<string>(), .. children ?? []])
        {
            Check = MustExist,
            Decision = decide,
        };
    }

    /// <summary>The part in a call's command of a stream that nobody names: it begins when it is first decided on.</summary>
    /// <param name="stream">Below the workspace: <c>settled-days/spring</c>.</param>
    public CommandPart<TRoot> UnnamedPart(ServerCallContext context, string stream, Func<Aggregate<TRoot>, DecisionContext, IEnumerable<IMessage>> decide) =>
        new(type, streams, RpcCall.Of(context).Workspace, stream, []) { Decision = decide };

    /// <summary>Runs a command of the platform's own.</summary>
    public Task Run(string workspace, string stream, IReadOnlyList<string> children, Func<Aggregate<TRoot>, DecisionContext, IEnumerable<IMessage>> decide, CancellationToken cancellation) =>
        Run(workspace, stream, children, new EventHeaders(Principals.System), decide, cancellation);

    /// <summary>Runs a command of the platform's own on somebody's behalf.</summary>
    public Task Run(string workspace, string stream, EventHeaders headers, Func<Aggregate<TRoot>, DecisionContext, IEnumerable<IMessage>> decide, CancellationToken cancellation) =>
        Run(workspace, stream, [], headers, decide, cancellation);

    private Task Run(
        string workspace, string stream, IReadOnlyList<string> children, EventHeaders headers, Func<Aggregate<TRoot>, DecisionContext, IEnumerable<IMessage>> decide, CancellationToken cancellation) =>
        loop.RunAsync(new Command(workspace, headers, [new CommandPart<TRoot>(type, streams, workspace, stream, children) { Decision = decide }]), cancellation);

    /// <summary>What would be, with its impact where the answer has a place for it; or the refusal that it would meet.</summary>
    private static TAnswer Tried<TAnswer>(RpcCall call, Command command, TAnswer answer)
        where TAnswer : IMessage
    {
        IMessage? impact = null;
        foreach (var part in command.Parts.Select(part => part.Impact()).OfType<IMessage>())
        {
            if (impact is null)
                impact = part;
            else
                impact.MergeFrom(part.ToByteArray());
        }

        Refusal[] objections = [.. command.Parts.SelectMany(part => part.Objections)];
        if (objections.FirstOrDefault(objection => objection.ApprovalPermission is null) is { } refusal)
            throw new Refusal(refusal.Reason, refusal.Field, [.. refusal.Facts]) { Detail = impact };
        call.ApprovalNeeded = objections.FirstOrDefault();
        if (impact is null || answer.Descriptor.FindFieldByName("impact") is not { } field)
            return answer;

        // Where nothing would change, the answer is the state that others decide on.
        var told = ((IDeepCloneable<TAnswer>)answer).Clone();
        field.Accessor.SetValue(told, impact);
        return told;
    }

    private static void MustExist(Aggregate<TRoot> aggregate)
    {
        if (aggregate.Version == 0)
            throw new Refusal(ErrorReason.ResourceNotFound, "");
    }

    private static void Check(Aggregate<TRoot> aggregate, ResourceName subject, RpcMethod method, string etag)
    {
        var exists = aggregate.Version > 0;
        IMessage? named = exists ? aggregate.Root : null;
        if (subject.Child.Length > 0)
        {
            if (!exists)
                throw new Refusal(ErrorReason.ResourceNotFound, "");
            named = aggregate.Find<IMessage>(subject.Child);
        }

        if (method.Creates && named is not null)
            throw new Refusal(ErrorReason.ResourceAlreadyExists, "", ("name", $"{aggregate.Name}{(subject.Child.Length > 0 ? "/" : "")}{subject.Child}"));
        if (!method.Creates && !method.Rule.Upsert && named is null)
            throw new Refusal(ErrorReason.ResourceNotFound, "");

        // What creates a child speaks of its parent's version.
        var current = (string?)(named ?? aggregate.Root).Descriptor.FindFieldByName("etag")?.Accessor.GetValue(named ?? aggregate.Root) ?? "";
        if (etag.Length > 0 && etag != current)
            throw new Refusal(ErrorReason.EtagMismatch, "etag", ("given", etag), ("current", current));
    }

    private static string? Origin(ServerCallContext context) => context.GetHttpContext().Connection.RemoteIpAddress?.ToString();
}

internal static class Principals
{
    /// <summary>The platform itself.</summary>
    public const string System = ClientDecider.System;
}
