using Grpc.Core;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Accounts;

internal sealed class CompleteTraining() : RpcCommand<CompleteTrainingRequest, Account>(
    "train",
    "Record that a member of the team has done a step of the training.",
    [
        new("name", "The account."),
        new("subject_id", "The workspace's own id for the person.", "subject"),
        new("role", "In which role."),
        new("step", "The step, 1 to 9."),
        new("certificate_end_date", "The last day on which its certificate holds."),
    ],
    "ops accounts train channels-main --subject E17 --role data-analyst --step 1 --certificate-end-date 2027-03-31")
{
    protected override AsyncUnaryCall<Account> Call(OpsPlatformClient client, CompleteTrainingRequest request, CallOptions options) =>
        client.Accounts.CompleteTrainingAsync(request, options);
}
