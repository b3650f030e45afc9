using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Events.V1;

namespace OpsPlatform.Cli.Audit;

internal sealed class Get() : RpcCommand<GetEventRequest, Event>(
    "get",
    "Show one event, with what it changed: before and after.",
    [new("name", "The event, by its position.")],
    "ops audit get 4711",
    "ops audit get 4711 -o json | jq -r '.changes[0].afterJson'")
{
    protected override AsyncUnaryCall<Event> Call(OpsPlatformClient client, GetEventRequest request, CallOptions options) =>
        client.Events.GetEventAsync(request, options);
}
