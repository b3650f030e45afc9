using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Contents.V1;

namespace OpsPlatform.Cli.Contents;

internal sealed class Publish() : RpcCommand<PublishContentRequest, Content>(
    "publish",
    "Record that an approved content is out.",
    [
        new("name", "The content."),
        new("sha256", "The SHA-256 of what is out."),
        new("uri", "Where it is to be seen."),
        new("external_id", "Its id on its platform."),
        new("evidence_sha256", "The SHA-256 of what shows it, such as a picture of the screen."),
        new("publish_time", "When it was put out. Default: now."),
        new("min_fit_score", "The points with which it has to fit its platform. Default: 60."),
    ],
    "ops contents publish spring-tea --sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 --uri https://channels.example/v/1 --evidence-sha256 2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae")
{
    protected override AsyncUnaryCall<Content> Call(OpsPlatformClient client, PublishContentRequest request, CallOptions options) =>
        client.Contents.PublishContentAsync(request, options);
}
