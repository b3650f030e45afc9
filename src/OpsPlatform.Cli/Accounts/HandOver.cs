using Grpc.Core;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Accounts;

internal sealed class HandOver() : RpcCommand<ProposeHandoverRequest, Account>(
    "hand-over",
    "Propose that somebody else answers for an account.",
    [
        new("name", "The account."),
        new("receiver.subject_id", "The workspace's own id for who is to answer for it.", "subject"),
        new("receiver.display_name", "What people call the person. Stored encrypted."),
        new("receiver.contact", "How to reach the person. Stored encrypted."),
        new("reason", "Why, in words."),
    ],
    "ops accounts hand-over channels-main --subject E21 --display-name 'Li Na' --reason 'New team'")
{
    protected override AsyncUnaryCall<Account> Call(OpsPlatformClient client, ProposeHandoverRequest request, CallOptions options) =>
        client.Accounts.ProposeHandoverAsync(request, options);
}
