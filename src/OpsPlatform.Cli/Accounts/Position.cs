using Grpc.Core;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Accounts;

internal sealed class Position() : RpcCommand<SetPositioningRequest, Account>(
    "position",
    "Set what an account stands for, on up to three levels.",
    [
        new("name", "The account."),
        new("track", "Level 1, the track that it competes in."),
        new("sub_positions", "Level 2, what sets it apart within the track, again for each.", "sub-position"),
        new("focus", "Level 3, what it follows at the moment."),
    ],
    "ops accounts position channels-main --track 'workplace English' --sub-position 'business speaking' --focus 'spring recruiting'")
{
    protected override AsyncUnaryCall<Account> Call(OpsPlatformClient client, SetPositioningRequest request, CallOptions options) =>
        client.Accounts.SetPositioningAsync(request, options);
}
