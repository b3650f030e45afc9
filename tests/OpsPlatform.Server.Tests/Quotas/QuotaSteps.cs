using Grpc.Core;
using Npgsql;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Partners.V1;
using OpsPlatform.Server.Quotas;
using OpsPlatform.Server.Tests.Partners;

namespace OpsPlatform.Server.Tests.Quotas;

/// <summary>The steps by which quotas are set and used up.</summary>
internal static class QuotaSteps
{
    /// <summary>A client of `acme` with this quota, which the server knows already.</summary>
    public static async Task<ApiClient> LimitedAsync(this RunningServer server, SetQuotaRequest quota)
    {
        var client = await server.ProvisionAsync("acme", PartnerSteps.NewId("limited"), "*");
        quota.Name = $"quotas/client-{client.ClientId}";
        await server.SetAsync(quota);
        return client;
    }

    public static async Task SetAsync(this RunningServer server, SetQuotaRequest quota)
    {
        using var admin = await server.AdminAsync();
        await admin.Partners.SetQuotaAsync(quota);
        await server.RunOnceAsync<QuotaWork>();
    }

    public static AsyncUnaryCall<ListBudgetsResponse> Read(this ApiClient client, string workspace = "acme") =>
        client.Budgets.ListBudgetsAsync(new() { Parent = $"workspaces/{workspace}" });

    /// <summary>Calls at once; what became of them.</summary>
    public static async Task<RpcError?[]> ReadAsync(this ApiClient client, int times) =>
        await Task.WhenAll(Enumerable.Range(0, times).Select(_ => client.Read().Outcome()));

    public static int Passed(this IEnumerable<RpcError?> outcomes) => outcomes.Count(error => error is null);

    public static async Task<object?> SqlAsync(this RunningServer server, string sql)
    {
        await using var connection = new NpgsqlConnection(server.Database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
