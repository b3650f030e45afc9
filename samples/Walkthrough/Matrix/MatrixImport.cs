using OpsPlatform.Accounts.V1;
using OpsPlatform.Client;
using Walkthrough.Import;
using Walkthrough.Report;

namespace Walkthrough.Matrix;

/// <summary>Brings the matrix onto the platform: its accounts, then a year of their values over one stream.</summary>
internal sealed class MatrixImport(OpsPlatformClient client, Calls calls, string workspace)
{
    public async Task MakeAccountsAsync(CancellationToken cancellation)
    {
        var id = WorkspaceName.Parse(workspace).Workspace;
        foreach (var account in MatrixYear.Accounts)
        {
            var name = $"{workspace}/accounts/{account.Id}";
            var create = new CreateAccountRequest
            {
                Parent = workspace,
                AccountId = account.Id,
                Account = new() { DisplayName = $"Acme {account.Platform} {account.Id[^2..]}", Platform = PlatformName.Format(id, account.Platform), Labels = { "matrix", account.Label } },
                RequestId = RequestId.Of(name, "create"),
            };
            await calls.MadeOrFoundAsync(
                client.Accounts.CreateAccountAsync(create, cancellationToken: cancellation),
                () => client.Accounts.GetAccountAsync(new GetAccountRequest { Name = name }, cancellationToken: cancellation));
        }
    }

    /// <summary>A second run sends everything again: what is there already changes nothing.</summary>
    /// <returns>How many values are new, and how many were there.</returns>
    public async Task<(long New, long Unchanged)> RecordAsync(CancellationToken cancellation)
    {
        var (made, unchanged) = (0L, 0L);
        await ImportProgress.ShowAsync(MatrixYear.Values(workspace).Count(), async done =>
        {
            await foreach (var step in client.ImportMetricsAsync(workspace, MatrixYear.Values(workspace).ToAsyncEnumerable(), cancellationToken: cancellation))
            {
                if (step.Failures is [var failure, ..])
                    throw new TourException($"{failure.Value.Metric} of {failure.Value.Account} was not stored: {failure.Message}");
                (made, unchanged) = (made + step.Recorded + step.Corrected, unchanged + step.Unchanged);
                done(step.Count);
            }
        });
        return (made, unchanged);
    }
}
