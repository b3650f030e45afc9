using Grpc.Core;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;

namespace OpsPlatform.Cli.Platforms;

internal sealed class Set() : RpcCommand<SetPlatformRequest, Platform>(
    "set",
    "Add a platform of your own, or change it to exactly this.",
    [
        new("name", "The platform."),
        new("display_name", "What people call it."),
        new("ecosystem", "What it belongs to with others that link to each other."),
        new("publishes_by_api", "Content can be published by an API."),
        new("authorization_lifetime", "How long an authorization lasts, and a renewal of it. Default: it has no end."),
        new("most_renewals", "How often it can be renewed. Default: never."),
        new("ai_label", "How content that a program made is labelled there."),
        new("advertising_label", "How content that is paid for is labelled there."),
    ],
    "ops platforms set instagram --display-name Instagram --publishes-by-api --authorization-lifetime 60d --most-renewals 10")
{
    protected override AsyncUnaryCall<Platform> Call(OpsPlatformClient client, SetPlatformRequest request, CallOptions options) =>
        client.Accounts.SetPlatformAsync(request, options);
}
