using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Contents.V1;

namespace OpsPlatform.Cli.Contents;

internal sealed class ConfirmLive() : RpcCommand<ConfirmLiveRequest, Content>(
    "confirm-live",
    "Confirm that you have seen what somebody else has published.",
    [
        new("name", "The content."),
        new("evidence_sha256", "The SHA-256 of what shows it."),
    ],
    "ops contents confirm-live spring-tea --evidence-sha256 2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae")
{
    protected override AsyncUnaryCall<Content> Call(OpsPlatformClient client, ConfirmLiveRequest request, CallOptions options) =>
        client.Contents.ConfirmLiveAsync(request, options);
}
