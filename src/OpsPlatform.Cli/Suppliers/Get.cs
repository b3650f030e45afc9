using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Suppliers;

internal sealed class Get() : RpcCommand<GetSupplierRequest, Supplier>(
    "get",
    "Show a supplier as of now, or as it was.",
    [
        new("name", "The supplier."),
        new("read_time", "As of when."),
    ],
    "ops suppliers get starlight",
    "ops suppliers get starlight --read-time 2026-03-31T00:00:00Z -o yaml")
{
    protected override AsyncUnaryCall<Supplier> Call(OpsPlatformClient client, GetSupplierRequest request, CallOptions options) =>
        client.Suppliers.GetSupplierAsync(request, options);
}
