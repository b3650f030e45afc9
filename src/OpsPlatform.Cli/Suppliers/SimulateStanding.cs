using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Suppliers;

internal sealed class SimulateStanding() : RpcCommand<SimulateStandingRequest, SimulateStandingResponse>(
    "simulate",
    "Show how suppliers would stand if the criteria had always weighed so.",
    [
        new("parent", "The workspace."),
        new("criteria", "What a criterion is to weigh in basis points, again for each: quality:7000.", "criterion"),
        new("keep_bps", "How much of its weight an evaluation keeps with each month, in basis points. Default: 9000.", "keep"),
        new("category", "Only suppliers of this category."),
    ],
    "ops suppliers simulate --criterion quality:7000 --criterion delivery:3000")
{
    protected override AsyncUnaryCall<SimulateStandingResponse> Call(OpsPlatformClient client, SimulateStandingRequest request, CallOptions options) =>
        client.Suppliers.SimulateStandingAsync(request, options);
}
