using Grpc.Core;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Persons.V1;

namespace OpsPlatform.Cli.Persons;

internal sealed class GetReveal() : RpcCommand<GetRevealRequest, OpsPlatform.Persons.V1.Reveal>(
    "get-reveal",
    "Show the record of a reveal, without what was revealed.",
    [new("name", "The record.")],
    "ops persons get-reveal 0199c5b2-6a51-7f0c-8d8e-0d9b0c5f1a77")
{
    protected override AsyncUnaryCall<OpsPlatform.Persons.V1.Reveal> Call(OpsPlatformClient client, GetRevealRequest request, CallOptions options) =>
        client.Persons.GetRevealAsync(request, options);
}
