using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Suppliers;

internal sealed class RemoveDocument() : RpcCommand<RemoveQualificationRequest, Supplier>(
    "remove-document",
    "Take a document off a supplier.",
    [
        new("name", "The supplier."),
        new("document_id", "The document's id.", "document"),
    ],
    "ops suppliers remove-document starlight --document business-licence")
{
    protected override AsyncUnaryCall<Supplier> Call(OpsPlatformClient client, RemoveQualificationRequest request, CallOptions options) =>
        client.Suppliers.RemoveQualificationAsync(request, options);
}
