using Grpc.Core;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Accounts;

internal sealed class RecordScan() : RpcCommand<RecordScanRequest, Account>(
    "scan",
    "Record a scan of an account for vulnerabilities.",
    [
        new("name", "The account."),
        new("findings", "What was found and who sees to it, again for each.", "finding"),
    ],
    "ops accounts scan channels-main --finding 'Old token in the menu:E17'")
{
    protected override AsyncUnaryCall<Account> Call(OpsPlatformClient client, RecordScanRequest request, CallOptions options) =>
        client.Accounts.RecordScanAsync(request, options);
}
