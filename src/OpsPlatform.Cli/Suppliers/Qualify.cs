using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Suppliers;

internal sealed class Qualify() : RpcCommand<QualifySupplierRequest, Supplier>(
    "qualify",
    "Give a supplier business from now on.",
    [
        new("name", "The supplier."),
        new("standby", "It stands by, as a backup."),
    ],
    "ops suppliers qualify starlight",
    "ops suppliers qualify moonlight --standby")
{
    protected override AsyncUnaryCall<Supplier> Call(OpsPlatformClient client, QualifySupplierRequest request, CallOptions options) =>
        client.Suppliers.QualifySupplierAsync(request, options);
}
