using Grpc.Core;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Campaigns;

internal sealed class RecordReview() : RpcCommand<RecordReviewRequest, Campaign>(
    "record-review",
    "Record a review of a campaign.",
    [
        new("name", "The campaign."),
        new("cadence", "Which review."),
        new("summary", "What came out."),
    ],
    "ops campaigns record-review spring --cadence weekly --summary 'On time; two scripts to be redone'")
{
    protected override AsyncUnaryCall<Campaign> Call(OpsPlatformClient client, RecordReviewRequest request, CallOptions options) =>
        client.Campaigns.RecordReviewAsync(request, options);
}
