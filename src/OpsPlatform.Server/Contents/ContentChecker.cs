using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Contents.V1;
using OpsPlatform.Domain;
using OpsPlatform.Domain.Contents;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Accounts;
using OpsPlatform.Server.Identity;
using OpsPlatform.Server.Pipeline;
using OpsPlatform.Server.Queries;

namespace OpsPlatform.Server.Contents;

/// <summary>Gathers what a check goes by, and checks.</summary>
internal sealed class ContentChecker(PostgresEventStore store, QueryRunner queries, PlatformQuery platforms, TimeProvider time)
{
    /// <summary>How many lists stay built in memory; one of 50,000 words takes some 15 MB.</summary>
    private const int KeptMatchers = 16;

    private const int MostTwins = 10;
    private const int MostCounted = 1000;

    private static readonly TimeSpan Around = TimeSpan.FromDays(30);

    private static readonly Filter Over = new Filter.AnyOf([Is("STATE_TAKEN_DOWN"), Is("STATE_REMOVED"), Is("STATE_REJECTED")]);

    /// <summary>A version of a list never changes.</summary>
    private readonly RecentCache<(string Workspace, string Version), WordMatcher> _matchers = new(KeptMatchers);

    public async Task<CheckReport> Check(ServerCallContext context, CheckContentRequest request) =>
        await CheckAsync(context, await queries.Get<Content>(context, request));

    public async Task<CheckReport> Check(ServerCallContext context, CheckDraftRequest request)
    {
        var draft = ReviewedContent.Of(request.Content);
        draft.TextSha256 = ReviewedContent.TextSha256(draft);
        return await CheckAsync(context, draft);
    }

    /// <exception cref="Refusal">The content's account is not there.</exception>
    public async Task<CheckReport> CheckAsync(ServerCallContext context, Content content)
    {
        var (workspace, cancellation) = (RpcCall.Of(context).Workspace, context.CancellationToken);
        var account = await queries.Named<Account>(context, content.Account, "content.account");
        var (matchers, twins, others) = (MatchersAsync(workspace, cancellation), TwinsAsync(workspace, content, cancellation), OthersAsync(workspace, content, cancellation));
        var platform = platforms.FindAsync(workspace, account.Platform, "content.account", cancellation);
        await Task.WhenAll(matchers, twins, others, platform);
        return ContentCheck.Of(content, new CheckFacts(account, await platform, await matchers, [.. (await twins).Where(RpcCall.Of(context).IsGranted)], (await others).Count, (await others).Count(other => other.Commercial)));
    }

    private async Task<List<(string Name, WordMatcher Words)>> MatchersAsync(string workspace, CancellationToken cancellation)
    {
        var matchers = new List<(string, WordMatcher)>();
        await foreach (var list in store.EnumerateDocumentsAsync<WordList>(workspace, cancellation: cancellation))
        {
            var version = $"{list.Name[$"workspaces/{workspace}/".Length..]}/versions/{list.Version}";
            if (!_matchers.TryGet((workspace, version), out var matcher))
                matcher = _matchers.GetOrAdd((workspace, version), new WordMatcher((await queries.Find<WordListVersion>(workspace, version, cancellation)).Groups));
            matchers.Add(($"workspaces/{workspace}/{version}", matcher));
        }

        return matchers;
    }

    /// <summary>What says the same for another account and is not over.</summary>
    private async Task<List<string>> TwinsAsync(string workspace, Content content, CancellationToken cancellation)
    {
        if (content.TextSha256.Length == 0)
            return [];
        var filter = new Filter.AllOf(
        [
            new Filter.Comparison("text_sha256", Comparator.Equal, content.TextSha256),
            new Filter.Comparison("account", Comparator.NotEqual, content.Account),
            new Filter.Negation(Over),
        ]);
        var page = await store.ListDocumentsAsync<Content>(workspace, new DocumentQuery(MostTwins) { Filter = filter }, cancellation);
        return [.. page.Documents.Select(document => document.Data.Name)];
    }

    /// <summary>What the same account puts out in the 30 days up to now, and from now on.</summary>
    private async Task<List<Content>> OthersAsync(string workspace, Content content, CancellationToken cancellation)
    {
        if (!content.Commercial)
            return [];
        var filter = new Filter.AllOf(
        [
            new Filter.Comparison("account", Comparator.Equal, content.Account),
            new Filter.Comparison("slot_time", Comparator.GreaterOrEqual, JsonTime(time.GetUtcNow() - Around)),
        ]);
        var page = await store.ListDocumentsAsync<Content>(workspace, new DocumentQuery(MostCounted) { Filter = filter }, cancellation);
        return [.. page.Documents.Select(document => document.Data).Where(other => other.Name != content.Name)];
    }

    private static Filter.Comparison Is(string state) => new("state", Comparator.Equal, state);

    private static string JsonTime(DateTimeOffset time) => time.ToTimestamp().ToDateTime().ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", null);
}
