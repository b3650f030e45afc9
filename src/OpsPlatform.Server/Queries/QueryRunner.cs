using System.Collections;
using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Listing;
using OpsPlatform.Server.Pipeline;

namespace OpsPlatform.Server.Queries;

/// <summary>Answers Get and List of every resource that has documents; what differs stands in their protos.</summary>
internal sealed class QueryRunner(PostgresEventStore store)
{
    public async Task<T> Get<T>(ServerCallContext context, IMessage request)
        where T : class, IMessage<T>, new()
    {
        var call = RpcCall.Of(context);
        return await Find<T>(call.Workspace, call.Method.Target(request)!.Value.Id, context.CancellationToken);
    }

    /// <param name="field">Of the request, where it is not the one that the call is about.</param>
    public async Task<T> Find<T>(string workspace, string id, CancellationToken cancellation, string field = "")
        where T : class, IMessage<T>, new() =>
        (await store.GetDocumentAsync<T>(workspace, id, cancellation))?.Data ?? throw new Refusal(ErrorReason.ResourceNotFound, field);

    /// <summary>What a field of the request names, in the call's workspace.</summary>
    public Task<T> Named<T>(ServerCallContext context, string name, string field = "")
        where T : class, IMessage<T>, new() =>
        Find<T>(RpcCall.Of(context).Workspace, ResourceName.Parse(name)!.Value.Id, context.CancellationToken, field);

    /// <summary>All resources of a kind in the call's workspace, or those that a filter finds.</summary>
    public ValueTask<List<T>> All<T>(ServerCallContext context, Filter? filter = null)
        where T : class, IMessage<T>, new() =>
        store.EnumerateDocumentsAsync<T>(RpcCall.Of(context).Workspace, filter: filter, cancellation: context.CancellationToken).ToListAsync(context.CancellationToken);

    /// <summary>The position up to which the documents of a projection contain all that has happened in the call's workspace.</summary>
    public async Task<long> Position(ServerCallContext context, Projection projection) =>
        (await store.ReadProgressAsync(RpcCall.Of(context).Workspace, [projection.Name], context.CancellationToken))[0].Served?.Position ?? 0;

    /// <summary>Lists resources that are not stored but given, by their ids below the workspace.</summary>
    public Task<TResponse> List<TItem, TResponse>(ServerCallContext context, IMessage request, IReadOnlyCollection<(string Id, TItem Data)> items)
        where TItem : class, IMessage<TItem>, new()
        where TResponse : IMessage<TResponse>, new() =>
        List<TItem, TResponse>(context, request, (_, query) => store.ListGivenAsync(items, query, context.CancellationToken));

    /// <param name="only">What else has to hold of them, whatever the caller asks for.</param>
    public Task<TResponse> List<TItem, TResponse>(ServerCallContext context, IMessage request, Filter? only = null)
        where TItem : class, IMessage<TItem>, new()
        where TResponse : IMessage<TResponse>, new() =>
        List<TItem, TResponse>(context, request, (workspace, query) => store.ListDocumentsAsync<TItem>(workspace, query with { Filter = Both(only, query.Filter) }, context.CancellationToken));

    private async Task<TResponse> List<TItem, TResponse>(ServerCallContext context, IMessage request, Func<string, DocumentQuery, Task<DocumentPage<TItem>>> read)
        where TItem : class, IMessage<TItem>, new()
        where TResponse : IMessage<TResponse>, new()
    {
        var call = RpcCall.Of(context);
        var parent = call.Method.Target(request)!.Value;
        var item = new TItem().Descriptor;
        var list = ListQuery.Parse(item, request);
        var collection = item.GetOptions().GetExtension(ResourceExtensions.Resource).Plural;
        var query = new DocumentQuery(list.PageSize)
        {
            MostBytes = ListQuery.MostPageBytes,
            Prefix = parent.Id.Length == 0 ? $"{collection}/" : $"{parent.Id}/{collection}/",
            Filter = Shown(item, request, list.Filter),
            Order = list.Order,
            After = list.After,
        };
        var workspace = call.Limits?.Workspace ?? call.Workspace;
        var page = await read(workspace, call.Limits is { } part ? query with { Only = part.Streams } : query);
        if (page.Documents.Count == 0 && parent.Id.Length > 0)
            await ParentMustExist(workspace, parent.Stream, context.CancellationToken);
        return Page<TResponse>(page.Documents.Select(document => document.Data), page.Next is null ? "" : list.NextPageToken(page.Next));
    }

    /// <summary>Fills a list's answer: its one repeated field, and the token of the next page.</summary>
    public static TResponse Page<TResponse>(IEnumerable<IMessage> items, string nextPageToken)
        where TResponse : IMessage<TResponse>, new()
    {
        var response = new TResponse();
        var fields = response.Descriptor.Fields.InDeclarationOrder();
        var list = (IList)fields.First(field => field is { IsRepeated: true, FieldType: FieldType.Message }).Accessor.GetValue(response);
        foreach (var item in items)
            list.Add(item);
        response.Descriptor.FindFieldByName("next_page_token").Accessor.SetValue(response, nextPageToken);
        return response;
    }

    /// <summary>Leaves out what was deleted where a request can ask for it, unless it does.</summary>
    private static Filter? Shown(MessageDescriptor item, IMessage request, Filter? filter)
    {
        if (request.Descriptor.FindFieldByName("show_deleted")?.Accessor.GetValue(request) is not false)
            return filter;
        var deletion = item.FindFieldByName("delete_time") ?? item.FindFieldByName("deleted");
        var exists = new Filter.Negation(new Filter.Has(deletion.Name, null));
        return Both(exists, filter);
    }

    private static Filter? Both(Filter? first, Filter? second) => first is null || second is null ? first ?? second : new Filter.AllOf([first, second]);

    private async Task ParentMustExist(string workspace, string stream, CancellationToken cancellation)
    {
        if ((await store.ReadStreamAsync(workspace, stream, new StreamQuery(1), cancellation)).Events.Count == 0)
            throw new Refusal(ErrorReason.ResourceNotFound, "");
    }
}
