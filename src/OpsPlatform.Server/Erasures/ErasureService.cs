using Grpc.Core;
using OpsPlatform.Erasures.V1;
using OpsPlatform.Server.Queries;

namespace OpsPlatform.Server.Erasures;

/// <summary>The rpcs of erasures_service.proto.</summary>
internal sealed class ErasureService(ErasureCommand command, QueryRunner queries, ErasureCertificates certificates) : OpsPlatform.Erasures.V1.ErasureService.ErasureServiceBase
{
    public override Task<Erasure> CreateErasure(CreateErasureRequest request, ServerCallContext context) =>
        command.RunAsync(request, context);

    public override async Task<Erasure> GetErasure(GetErasureRequest request, ServerCallContext context)
    {
        var sign = await certificates.SignerAsync(context.CancellationToken);
        return sign(await queries.Get<Erasure>(context, request));
    }

    public override async Task<ListErasuresResponse> ListErasures(ListErasuresRequest request, ServerCallContext context)
    {
        var page = await queries.List<Erasure, ListErasuresResponse>(context, request);
        var sign = await certificates.SignerAsync(context.CancellationToken);
        return new ListErasuresResponse { Erasures = { page.Erasures.Select(sign) }, NextPageToken = page.NextPageToken };
    }
}
