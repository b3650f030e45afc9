using System.Diagnostics;
using Npgsql;
using OpsPlatform.Budgets.V1;
using OpsPlatform.EventStore;
using OpsPlatform.Projections.Bench;
using OpsPlatform.Server.Budgets;

// How fast a projection is made anew beside what COPY takes to read the same events by one thread, in turn, on the database in OPS_DATABASE.
const int Rounds = 5;
var events = args.Length > 0 ? int.Parse(args[0]) : 200_000;
var connection = Environment.GetEnvironmentVariable("OPS_DATABASE") ?? throw new InvalidOperationException("Set OPS_DATABASE to the connection string of an empty database.");

var months = new BudgetMonths();
await using var database = PostgresEventStore.OpenDatabase(connection);
var store = new PostgresEventStore(database, new StoredTypes(BudgetsEventsReflection.Descriptor.MessageTypes, [], months.Documents));
await store.MigrateAsync();
var workspace = $"bench-{Guid.NewGuid():n}";
await BudgetEvents.FillAsync(store, workspace, events);
await ExecuteAsync("vacuum analyze");
var projector = new Projector(store, [months], TimeProvider.System);
await RebuildAsync();

var (copies, rebuilds) = (new List<double>(), new List<double>());
for (var i = 0; i < Rounds; i++)
{
    copies.Add(events / await SecondsAsync(CopyAsync));
    rebuilds.Add(events / await SecondsAsync(RebuildAsync));
}

Console.WriteLine($"{events} events, {Rounds} rounds, medians, events/s");
Console.WriteLine($"COPY {Median(copies):n0}   rebuild of {months.Name} {Median(rebuilds):n0}   ratio {Median(copies.Zip(rebuilds, (copy, rebuild) => rebuild / copy)):0.00}");

async Task RebuildAsync()
{
    await store.BeginRebuildAsync(workspace, months, isAsked: true, DateTimeOffset.UtcNow);
    while ((await projector.AdvanceAsync(workspace, months)).HasMore)
    {
    }

    if ((await store.ReadProgressAsync(workspace, [months.Name]))[0] is not { Lag: 0, Rebuilt: null, Error: null })
        throw new InvalidOperationException("The rebuild did not come to its end.");
}

async Task CopyAsync()
{
    await using var session = await database.OpenConnectionAsync();
    using var reader = await session.BeginTextExportAsync($"copy (select * from mt_events where tenant_id = '{workspace}' order by seq_id) to stdout");
    var buffer = new char[1 << 16];
    while (await reader.ReadAsync(buffer) > 0)
    {
    }
}

async Task ExecuteAsync(string sql)
{
    await using var command = database.CreateCommand(sql);
    await command.ExecuteNonQueryAsync();
}

static async Task<double> SecondsAsync(Func<Task> work)
{
    var start = Stopwatch.GetTimestamp();
    await work();
    return Stopwatch.GetElapsedTime(start).TotalSeconds;
}

static double Median(IEnumerable<double> values)
{
    var sorted = values.Order().ToArray();
    return sorted[sorted.Length / 2];
}
