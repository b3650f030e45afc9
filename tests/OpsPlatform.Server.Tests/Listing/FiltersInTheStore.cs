using Google.Protobuf.Reflection;
using Npgsql;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Domain;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Listing;
using OpsPlatform.Testing;

namespace OpsPlatform.Server.Tests.Listing;

/// <summary>What the parser lets through, the store can answer: a caller never meets the store's own refusals.</summary>
public sealed class FiltersInTheStore(PostgresCluster cluster) : IAsyncLifetime
{
    private const string Acme = "acme";
    private const int ConditionsOfAQuery = 50;

    private static readonly ListFields Budgets = new(Budget.Descriptor);

    private static readonly string[] Endings =
        [":*", ":1", ":x", "=1", "!=1", "<1", ">=1", "=x", "=x*", "!=*x*", "<x", "=true", "=ACTIVE", "!=UNSPECIFIED", "<ACTIVE", ">2026-01-31", "=2026-01-31T08:00:00.5+08:00", "<1.5s", ">9223372036854775807", "=-1"];

    private TestDatabase _database = null!;
    private NpgsqlDataSource _connections = null!;
    private PostgresEventStore _store = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await cluster.CreateDatabaseAsync();
        _connections = PostgresEventStore.OpenDatabase(_database.ConnectionString);
        _store = new PostgresEventStore(_connections, new StoredTypes([], [Budget.Descriptor]));
        await _store.MigrateAsync();
        string[] names = ["Q4", "Q4 plan", "q4", "Q5", "年度 Q4", "Q"];
        await _store.AppendAsync(new Append(Acme, DateTimeOffset.UnixEpoch, new EventHeaders("users/ann"))
        {
            Documents = [.. names.Select((name, i) => new DocumentWrite($"budgets/b{i}", new Budget { DisplayName = name, Lines = { new BudgetLine { LineId = $"line-{i}" } } }, 1))],
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _connections.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Theory]
    [InlineData("display_name = \"Q4*\"", "Q4, Q4 plan")]
    [InlineData("display_name != \"Q4*\"", "q4, Q5, 年度 Q4, Q")]
    [InlineData("display_name = *Q4*", "Q4, Q4 plan, 年度 Q4")]
    [InlineData("display_name = *", "Q4, Q4 plan, q4, Q5, 年度 Q4, Q")]
    [InlineData("lines.line_id:line-3", "Q5")]
    [InlineData("display_name:Q4 -display_name:plan", "Q4, 年度 Q4")]
    [InlineData("display_name = Q4 OR display_name = Q5 AND lines.line_id:line-3", "Q5")]
    public async Task A_filter_finds_what_it_says(string filter, string found) =>
        string.Join(", ", (await List(FilterParser.Parse(filter, Budgets), [])).Select(budget => budget.DisplayName)).ShouldBe(found);

    [Fact]
    public async Task Every_condition_that_is_read_can_be_answered()
    {
        string[] conditions = [.. Paths(Budget.Descriptor, "").SelectMany(path => Endings.Select(ending => path + ending)).Where(IsRead)];
        conditions.Length.ShouldBeGreaterThan(100);
        foreach (var some in conditions.Chunk(ConditionsOfAQuery))
            await List(FilterParser.Parse(string.Join(" OR ", some), Budgets), []);
    }

    [Fact]
    public async Task Every_order_that_is_read_can_be_answered()
    {
        foreach (var path in Paths(Budget.Descriptor, ""))
        {
            try
            {
                (await List(null, OrderBy.Parse($"{path} desc", Budgets))).Count.ShouldBe(6);
            }
            catch (Refusal)
            {
                // Refused before the store was asked, as a field without a single value is.
            }
        }
    }

    private static bool IsRead(string condition)
    {
        try
        {
            return FilterParser.Parse(condition, Budgets) is not null;
        }
        catch (Refusal)
        {
            return false;
        }
    }

    private static IEnumerable<string> Paths(MessageDescriptor message, string parent) =>
        message.Fields.InDeclarationOrder().SelectMany(field => (string[])
            [parent + field.Name, .. field.FieldType == FieldType.Message && parent.Length == 0 ? Paths(field.MessageType, $"{field.Name}.") : []]);

    private async Task<IReadOnlyList<Budget>> List(Filter? filter, IReadOnlyList<OrderKey> order) =>
        [.. (await _store.ListDocumentsAsync<Budget>(Acme, new DocumentQuery(100) { Filter = filter, Order = order })).Documents.Select(document => document.Data)];
}
