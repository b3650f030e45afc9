using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Suppliers;

internal sealed class Undelete() : RpcCommand<UndeleteSupplierRequest, Supplier>(
    "undelete",
    "Bring a deleted supplier back.",
    [
        new("name", "The supplier."),
    ],
    "ops suppliers undelete starlight")
{
    protected override AsyncUnaryCall<Supplier> Call(OpsPlatformClient client, UndeleteSupplierRequest request, CallOptions options) =>
        client.Suppliers.UndeleteSupplierAsync(request, options);
}
