using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Suppliers;

internal sealed class AddDocument() : RpcCommand<AddQualificationRequest, Supplier>(
    "add-document",
    "Record a document that a supplier has shown.",
    [
        new("name", "The supplier."),
        new("document_id", "The document's id within the supplier.", "document"),
        new("title", "What it is called."),
        new("issuer", "Who issued it."),
        new("evidence_sha256", "The SHA-256 of the file, in hex.", "evidence"),
        new("expire_time", "Until when it is valid. Default: for ever.", "expire-time"),
    ],
    "ops suppliers add-document starlight --document business-licence --title 'Business licence' --expire-time 2027-12-31T00:00:00Z")
{
    protected override AsyncUnaryCall<Supplier> Call(OpsPlatformClient client, AddQualificationRequest request, CallOptions options) =>
        client.Suppliers.AddQualificationAsync(request, options);
}
