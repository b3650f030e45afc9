using Grpc.Core;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain;
using OpsPlatform.Domain.Partners;
using OpsPlatform.EventStore;
using OpsPlatform.Partners.V1;
using OpsPlatform.Server.Pipeline;
using OpsPlatform.Server.Queries;

namespace OpsPlatform.Server.Partners;

/// <summary>What clients used, and whether a quota has something to limit.</summary>
internal sealed class UsageQuery(PostgresEventStore store, QueryRunner queries, RpcMethods methods)
{
    private const int Days = 90;

    /// <exception cref="Refusal">There is no such client, workspace or permission group.</exception>
    public async Task MustFit(SetQuotaRequest request, CancellationToken cancellation)
    {
        var subject = QuotaDecider.Subject(request.Name);
        if (subject.StartsWith("clients/", StringComparison.Ordinal))
            await queries.Find<Client>(WorkspaceDecider.Platform, subject, cancellation);
        else
            await queries.Find<Workspace>(WorkspaceDecider.Platform, subject, cancellation);
        var groups = methods.All.Select(method => method.QuotaGroup).Distinct().Order(StringComparer.Ordinal).ToArray();
        if (request.Daily.FirstOrDefault(daily => !groups.Contains(daily.Group)) is { } unknown)
            throw new Refusal(ErrorReason.QuotaGroupUnknown, "daily", ("group", unknown.Group), ("groups", string.Join(", ", groups)));
    }

    public async Task<ListUsagesResponse> List(ServerCallContext context, ListUsagesRequest request)
    {
        var client = request.Parent[(request.Parent.IndexOf('/', StringComparison.Ordinal) + 1)..];
        var rows = await store.ReadUsageAsync(client, Days, context.CancellationToken);
        return await queries.List<Usage, ListUsagesResponse>(context, request, [.. rows.Select(row => Usage(request.Parent, row)).Select(usage => (usage.Name, usage))]);
    }

    private static Usage Usage(string parent, UsageRow row) => new()
    {
        Name = $"{parent}/usages/{row.Day:yyyy-MM-dd}-{row.Group.Replace('.', '-')}",
        Day = $"{row.Day:yyyy-MM-dd}",
        Group = row.Group,
        Calls = row.Calls,
        RefusedCalls = row.Refused,
    };
}
