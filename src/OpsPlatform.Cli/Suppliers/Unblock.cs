using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Suppliers;

internal sealed class Unblock() : RpcCommand<UnblockSupplierRequest, Supplier>(
    "unblock",
    "Let a blocked supplier be what it was before.",
    [
        new("name", "The supplier."),
        new("reason", "Why."),
    ],
    "ops suppliers unblock starlight --reason 'Settled'")
{
    protected override AsyncUnaryCall<Supplier> Call(OpsPlatformClient client, UnblockSupplierRequest request, CallOptions options) =>
        client.Suppliers.UnblockSupplierAsync(request, options);
}
