using Grpc.Core;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Accounts;

internal sealed class Adjust() : RpcCommand<AdjustPositioningRequest, Account>(
    "adjust",
    "Adjust a level of the positioning with the season.",
    [
        new("name", "The account."),
        new("level", "The level: focus."),
        new("focus", "What it follows from now on."),
        new("reason", "Why: the season, or what it follows."),
    ],
    "ops accounts adjust channels-main --level focus --focus 'summer internships' --reason 'Season'")
{
    protected override AsyncUnaryCall<Account> Call(OpsPlatformClient client, AdjustPositioningRequest request, CallOptions options) =>
        client.Accounts.AdjustPositioningAsync(request, options);
}
