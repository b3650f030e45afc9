using Grpc.Core;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Accounts;

internal sealed class ReportIncident() : RpcCommand<ReportIncidentRequest, Account>(
    "report-incident",
    "Report a security incident of an account.",
    [
        new("name", "The account."),
        new("description", "What has happened."),
    ],
    "ops accounts report-incident channels-main --description 'Strangers posted in our name'")
{
    protected override AsyncUnaryCall<Account> Call(OpsPlatformClient client, ReportIncidentRequest request, CallOptions options) =>
        client.Accounts.ReportIncidentAsync(request, options);
}
