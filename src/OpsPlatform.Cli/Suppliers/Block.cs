using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Suppliers;

internal sealed class Block() : RpcCommand<BlockSupplierRequest, Supplier>(
    "block",
    "Give a supplier no business for the time being.",
    [
        new("name", "The supplier."),
        new("reason", "Why."),
    ],
    "ops suppliers block starlight --reason 'Missed two deadlines'")
{
    protected override AsyncUnaryCall<Supplier> Call(OpsPlatformClient client, BlockSupplierRequest request, CallOptions options) =>
        client.Suppliers.BlockSupplierAsync(request, options);
}
