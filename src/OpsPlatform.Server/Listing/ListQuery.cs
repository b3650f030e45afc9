using Google.Protobuf;
using Google.Protobuf.Reflection;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain;
using OpsPlatform.EventStore;

namespace OpsPlatform.Server.Listing;

/// <summary>What a list request asks for, checked against the resource that it lists.</summary>
internal sealed class ListQuery
{
    public const int DefaultPageSize = 50;
    public const int MostPageSize = 1000;

    /// <summary>A page ends early rather than be longer than this: a client takes no message of more than 4 MiB.</summary>
    public const long MostPageBytes = 2 * 1024 * 1024;

    private readonly PageToken _token;

    private ListQuery(PageToken token) => _token = token;

    public required int PageSize { get; init; }

    /// <summary>Null lists everything.</summary>
    public required Filter? Filter { get; init; }

    /// <summary>Empty is the list's own order.</summary>
    public required IReadOnlyList<OrderKey> Order { get; init; }

    /// <summary>The key that the page before ended at; null begins at the first.</summary>
    public required string? After { get; init; }

    /// <param name="item">The resource listed, whose fields the filter and order may name.</param>
    /// <param name="request">Its fields <c>parent</c>, <c>page_size</c>, <c>page_token</c>, <c>filter</c>, <c>order_by</c> and <c>show_deleted</c> are read, as far as it has them.</param>
    /// <param name="fields">The only fields of the resource that may be named; null: all.</param>
    /// <exception cref="Refusal">One of them is not valid.</exception>
    public static ListQuery Parse(MessageDescriptor item, IMessage request, IReadOnlyCollection<string>? fields = null)
    {
        object? Given(string field) => request.Descriptor.FindFieldByName(field)?.Accessor.GetValue(request);

        return Parse(new ListFields(item, fields), Text("parent"), Given("page_size") as int? ?? 0, Text("page_token"), Text("filter"), Text("order_by"), Given("show_deleted") is true);

        string Text(string field) => Given(field) as string ?? "";
    }

    public static ListQuery Parse(ListFields fields, string parent, int pageSize, string pageToken, string filter, string orderBy, bool showDeleted = false)
    {
        if (pageSize < 0)
            throw new Refusal(ErrorReason.InvalidField, "page_size", ("count", 1), ("fields", "page_size"));
        var token = PageToken.For(fields.Item.FullName, parent, filter, orderBy, showDeleted);
        return new(token)
        {
            PageSize = pageSize == 0 ? DefaultPageSize : int.Min(pageSize, MostPageSize),
            Filter = FilterParser.Parse(filter, fields),
            Order = OrderBy.Parse(orderBy, fields),
            After = pageToken.Length == 0 ? null : token.Key(pageToken),
        };
    }

    /// <summary>The token that asks for what follows.</summary>
    /// <param name="lastKey">Where this page ends, in the store's terms.</param>
    public string NextPageToken(string lastKey) => _token.Write(lastKey);
}
