using Grpc.Core;
using OpsPlatform.Domain.Persons;
using OpsPlatform.Persons.V1;
using OpsPlatform.Server.Commands;
using OpsPlatform.Server.Personal;
using OpsPlatform.Server.Pipeline;
using OpsPlatform.Server.Queries;

namespace OpsPlatform.Server.Persons;

/// <summary>The rpcs of persons_service.proto.</summary>
internal sealed class PersonService(CommandRunner<Reveal> reveals, QueryRunner queries, PersonalResources resources) : OpsPlatform.Persons.V1.PersonService.PersonServiceBase
{
    /// <summary>Answers what was stored, sealed, so that the request's record has nothing in clear. The pipeline opens it, also in a repeat's answer.</summary>
    public override async Task<RevealPersonResponse> RevealPerson(RevealPersonRequest request, ServerCallContext context)
    {
        var workspace = RpcCall.Of(context).Workspace;
        var fields = await resources.ReadAsync(workspace, request.Resource, context.CancellationToken);
        string[] subjects = [.. fields.Select(field => field.SubjectId).Distinct().Select(subject => Convert.ToHexStringLower(SubjectDigest.Of(workspace, subject)))];
        return await reveals.Run(
            context,
            request,
            (_, asked, decision) => RevealDecider.Record(asked, subjects, decision),
            reveal => new RevealPersonResponse { Reveal = reveal.Root, Fields = { fields } });
    }

    public override Task<Reveal> GetReveal(GetRevealRequest request, ServerCallContext context) =>
        queries.Get<Reveal>(context, request);

    public override Task<ListRevealsResponse> ListReveals(ListRevealsRequest request, ServerCallContext context) =>
        queries.List<Reveal, ListRevealsResponse>(context, request);
}
