using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Contents.V1;

namespace OpsPlatform.Cli.Contents;

internal sealed class RecordLegalReview() : RpcCommand<RecordLegalReviewRequest, Content>(
    "record-legal-review",
    "Record that legal has reviewed the full text of exactly this content.",
    [
        new("name", "The content."),
        new("sha256", "The SHA-256 of what was reviewed."),
        new("evidence_sha256", "The SHA-256 of the legal opinion."),
    ],
    "ops contents record-legal-review slim-tea --sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 --evidence-sha256 2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae")
{
    protected override AsyncUnaryCall<Content> Call(OpsPlatformClient client, RecordLegalReviewRequest request, CallOptions options) =>
        client.Contents.RecordLegalReviewAsync(request, options);
}
