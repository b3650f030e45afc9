using Grpc.Core;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Accounts;

internal sealed class Assign() : RpcCommand<AssignMemberRequest, Account>(
    "assign",
    "Put a person on an account, in a role.",
    [
        new("name", "The account."),
        new("person.subject_id", "The workspace's own id for the person.", "subject"),
        new("person.display_name", "What people call the person. Stored encrypted."),
        new("person.contact", "How to reach the person. Stored encrypted."),
        new("role", "In which role."),
        new("proof_count", "What the person has to show for it, in number.", "proof"),
    ],
    "ops accounts assign channels-main --subject E17 --display-name 'Wang Fang' --role content-planner --proof 5")
{
    protected override AsyncUnaryCall<Account> Call(OpsPlatformClient client, AssignMemberRequest request, CallOptions options) =>
        client.Accounts.AssignMemberAsync(request, options);
}
