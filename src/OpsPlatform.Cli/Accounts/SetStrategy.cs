using Grpc.Core;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Accounts;

internal sealed class SetStrategy() : RpcCommand<SetStrategyRequest, Account>(
    "set-strategy",
    "Set how an account differs from its competitors.",
    [
        new("name", "The account."),
        new("kind", "By what it differs."),
        new("statement", "How, in words."),
        new("brand_fit", "It fits the brand's core values."),
    ],
    "ops accounts set-strategy channels-main --kind service --statement 'An advisor for each customer' --brand-fit")
{
    protected override AsyncUnaryCall<Account> Call(OpsPlatformClient client, SetStrategyRequest request, CallOptions options) =>
        client.Accounts.SetStrategyAsync(request, options);
}
