using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Contents.V1;

namespace OpsPlatform.Cli.Contents;

internal sealed class RecordLetter() : RpcCommand<RecordComplianceLetterRequest, Content>(
    "record-letter",
    "Record that an influencer has signed the letter of compliance.",
    [
        new("name", "The content."),
        new("signer", "Who signed: your own id for the person, and no name."),
        new("evidence_sha256", "The SHA-256 of the signed letter."),
    ],
    "ops contents record-letter slim-tea --signer kol-17 --evidence-sha256 2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae")
{
    protected override AsyncUnaryCall<Content> Call(OpsPlatformClient client, RecordComplianceLetterRequest request, CallOptions options) =>
        client.Contents.RecordComplianceLetterAsync(request, options);
}
