using OpsPlatform.EventStore.Tests.V1;
using static OpsPlatform.EventStore.Tests.StoreFixture;

namespace OpsPlatform.EventStore.Tests;

/// <summary>The steps by which tests drive projections and look at what they made.</summary>
internal static class ProjectingSteps
{
    public static Projector Projector(this StoreFixture fixture, int batchSize, params Projection[] projections) => new(fixture.Store, projections, TimeProvider.System, batchSize);

    /// <summary>Goes on until there is nothing more to do, and gives what the last batch came to.</summary>
    public static async Task<ProjectionAdvance> FinishAsync(this Projector projector, string tenant, Projection? projection = null)
    {
        while (true)
        {
            var advance = await projector.AdvanceAsync(tenant, projection ?? projector.Projections.First());
            if (!advance.HasMore)
                return advance;
        }
    }

    public static async Task SellAsync(this StoreFixture fixture, string tenant, string till, params long[] amounts)
    {
        var state = await fixture.Store.LoadAsync<Till>(tenant, till, []);
        (await fixture.Store.AppendAsync(Append(tenant, Sales(till, state.Version, amounts)))).ShouldBeOfType<AppendResult.Committed>();
    }

    public static async Task<ProjectionProgress> ProgressAsync(this StoreFixture fixture, string tenant, string projection = "till-totals") =>
        (await fixture.Store.ReadProgressAsync(tenant, [projection])).Single();

    public static async Task<long> TotalAsync(this StoreFixture fixture, string tenant, string till = "tills/a") =>
        (await fixture.Store.GetDocumentAsync<Line>(tenant, till))?.Data.AmountMicros ?? 0;

    /// <summary>The position and a document that is read with it, as of one instant.</summary>
    public static async Task<(long Position, long? Total)> GlanceAsync(this StoreFixture fixture, string tenant, string till)
    {
        await using var command = fixture.Database.CreateCommand(
            "select coalesce((select last_seq_id from ops_projections where tenant_id = $1 and name = 'till-totals' and is_served), 0), (select bdata from mt_doc_line where tenant_id = $1 and id = $2)");
        command.Parameters.AddWithValue(tenant);
        command.Parameters.AddWithValue(till);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetInt64(0), reader.IsDBNull(1) ? null : Line.Parser.ParseFrom(reader.GetFieldValue<byte[]>(1)).AmountMicros);
    }
}
