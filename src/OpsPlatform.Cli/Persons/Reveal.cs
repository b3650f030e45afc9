using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Persons.V1;

namespace OpsPlatform.Cli.Persons;

internal sealed class Reveal() : RpcCommand<RevealPersonRequest, RevealPersonResponse>(
    "reveal",
    "Show the personal fields of a resource in clear. Who was shown them, and what for, is recorded.",
    [
        new("parent", "The workspace."),
        new("resource", "The full name of the resource that speaks of the person."),
        new("purpose", "What the data is needed for: 10 to 500 characters, kept for ever. Must not name the person."),
    ],
    "ops persons reveal --resource workspaces/acme/budgets/q4-2026/reservations/stage-rent --purpose 'To call back about the order'",
    "ops persons reveal --resource workspaces/acme/budgets/q4-2026/reservations/stage-rent --purpose 'To call back about the order' -o json | jq -r '.fields[].value'")
{
    protected override AsyncUnaryCall<RevealPersonResponse> Call(OpsPlatformClient client, RevealPersonRequest request, CallOptions options) =>
        client.Persons.RevealPersonAsync(request, options);
}
