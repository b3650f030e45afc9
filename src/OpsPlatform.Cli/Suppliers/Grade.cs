using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Suppliers;

internal sealed class Grade() : RpcCommand<GradeSupplierRequest, Supplier>(
    "grade",
    "Grade a supplier by hand.",
    [
        new("name", "The supplier."),
        new("grade", "1 to 10, 10 the best."),
        new("reason", "Why."),
    ],
    "ops suppliers grade starlight --grade 8 --reason 'Won the audit'")
{
    protected override AsyncUnaryCall<Supplier> Call(OpsPlatformClient client, GradeSupplierRequest request, CallOptions options) =>
        client.Suppliers.GradeSupplierAsync(request, options);
}
