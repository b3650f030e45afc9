using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Agreements;

internal sealed class RecordLetter() : RpcCommand<RecordComplianceLetterRequest, Agreement>(
    "record-letter",
    "Record a signed promise to keep the law, which red topics need.",
    [
        new("name", "The agreement."),
        new("evidence_sha256", "The SHA-256 of the signed letter, in hex.", "evidence"),
        new("signer", "Who signed it: an id or a post, not a name."),
    ],
    "ops agreements record-letter spring --evidence 0000000000000000000000000000000000000000000000000000000000000000 --signer 'head of Starlight'")
{
    protected override AsyncUnaryCall<Agreement> Call(OpsPlatformClient client, RecordComplianceLetterRequest request, CallOptions options) =>
        client.Suppliers.RecordComplianceLetterAsync(request, options);
}
