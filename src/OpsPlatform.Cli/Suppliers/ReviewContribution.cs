using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Suppliers;

internal sealed class ReviewContribution() : RpcCommand<ReviewContributionRequest, Supplier>(
    "review-contribution",
    "Hold what a supplier contributes against a floor; below it, it is eliminated.",
    [
        new("name", "The supplier."),
        new("contribution", "What it came to."),
        new("floor", "What is expected at least."),
        new("measure", "The measure of both."),
    ],
    "ops suppliers review-contribution starlight --contribution 1200 --floor 1000 --measure 'new users a month'")
{
    protected override AsyncUnaryCall<Supplier> Call(OpsPlatformClient client, ReviewContributionRequest request, CallOptions options) =>
        client.Suppliers.ReviewContributionAsync(request, options);
}
