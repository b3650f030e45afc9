using Grpc.Core;
using OpsPlatform.Domain.Metrics;
using OpsPlatform.EventStore;
using OpsPlatform.Metrics.V1;
using OpsPlatform.Server.Commands;
using OpsPlatform.Server.Pipeline;

namespace OpsPlatform.Server.Metrics;

/// <summary>Evaluates periods that are over, and keeps what came of it.</summary>
internal sealed class EvaluationKeeping(CommandRunner<Evaluation> evaluations, ScorecardQuery scorecards, PostgresEventStore store, TimeProvider time)
{
    public async Task<Evaluation> Record(ServerCallContext context, RecordEvaluationRequest request)
    {
        var (given, now) = (request.Evaluation, time.Now());
        var scored = EvaluationDecider.Scored(given, now);
        var card = await scorecards.Get(context, scored);
        var benchmark = given.Industry.Length > 0 ? (await store.GetDocumentAsync<Benchmark>(RpcCall.Of(context).Workspace, $"benchmarks/{given.Industry}", context.CancellationToken))?.Data : null;
        if (request.EvaluationId.Length == 0)
            request.EvaluationId = EvaluationDecider.Id(given);
        return await evaluations.Run(context, request, (_, _, _) => EvaluationDecider.Record(given, card, benchmark, scored.ReadTime), evaluation => evaluation.Root);
    }
}
