using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Erasures.V1;

namespace OpsPlatform.Cli.Erasures;

internal sealed class Create() : RpcCommand<CreateErasureRequest, Erasure>(
    "create",
    "Erase a person from the workspace, for good: their key is destroyed, and with it all that is personal of theirs.",
    [
        new("parent", "The workspace."),
        new("subject_id", "Who: the workspace's own id for the person.", "subject"),
        new("reason", "Why."),
        new("erasure_id", "The id of the new erasure. Default: one that the server makes."),
    ],
    "ops erasures create --subject e-1042 --reason subject-request",
    "ops erasures create --subject e-1042 --reason subject-request --validate-only")
{
    protected override AsyncUnaryCall<Erasure> Call(OpsPlatformClient client, CreateErasureRequest request, CallOptions options) =>
        client.Erasures.CreateErasureAsync(request, options);
}
