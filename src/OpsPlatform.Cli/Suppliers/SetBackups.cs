using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Suppliers;

internal sealed class SetBackups() : RpcCommand<SetBackupsRequest, Supplier>(
    "set-backups",
    "Say who takes over when a supplier fails.",
    [
        new("name", "The supplier."),
        new("backups", "Who takes over, again for each, the first first. They replace those before.", "backup"),
    ],
    "ops suppliers set-backups starlight --backup moonlight")
{
    protected override AsyncUnaryCall<Supplier> Call(OpsPlatformClient client, SetBackupsRequest request, CallOptions options) =>
        client.Suppliers.SetBackupsAsync(request, options);
}
