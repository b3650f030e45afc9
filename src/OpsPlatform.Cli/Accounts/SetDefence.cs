using Grpc.Core;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Accounts;

internal sealed class SetDefence() : RpcCommand<SetDefenceLinesRequest, Account>(
    "set-defence",
    "Say which lines of defence hold for an account.",
    [
        new("name", "The account."),
        new("defence_lines", "One that holds, again for each.", "defence-line"),
    ],
    "ops accounts set-defence channels-main --defence-line content-review --defence-line data-evidence --defence-line crisis-plans")
{
    protected override AsyncUnaryCall<Account> Call(OpsPlatformClient client, SetDefenceLinesRequest request, CallOptions options) =>
        client.Accounts.SetDefenceLinesAsync(request, options);
}
