using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Suppliers;

internal sealed class Delete() : RpcCommand<DeleteSupplierRequest, Supplier>(
    "delete",
    "Delete a supplier; it can be brought back.",
    [
        new("name", "The supplier."),
    ],
    "ops suppliers delete starlight")
{
    protected override AsyncUnaryCall<Supplier> Call(OpsPlatformClient client, DeleteSupplierRequest request, CallOptions options) =>
        client.Suppliers.DeleteSupplierAsync(request, options);
}
