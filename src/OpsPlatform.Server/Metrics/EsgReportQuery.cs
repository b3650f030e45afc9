using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain;
using OpsPlatform.Metrics.V1;
using State = OpsPlatform.Metrics.V1.EsgReport.Types.State;

namespace OpsPlatform.Server.Metrics;

/// <summary>Puts a report on sustainability together from metrics as of a time (CMP-09).</summary>
internal sealed class EsgReportQuery(MetricSeriesQuery series, TimeProvider time)
{
    public async Task<EsgReport> Get(ServerCallContext context, GetEsgReportRequest request)
    {
        var missing = new[] { ("environment", request.Environment), ("social", request.Social), ("governance", request.Governance) }.Where(part => part.Item2.Count == 0).Select(part => part.Item1).ToArray();
        if (missing.Length > 0)
            throw new Refusal(ErrorReason.EsgPartMissing, missing[0], ("missing", string.Join(", ", missing)));

        var readTime = request.ReadTime ?? time.GetUtcNow().ToTimestamp();
        var asked = new QueryMetricsRequest
        {
            Parent = request.Parent,
            Metrics = { request.Environment.Concat(request.Social).Concat(request.Governance).Distinct() },
            StartDate = request.StartDate,
            EndDate = request.EndDate,
            Accounts = { request.Accounts },
            CurrencyCode = request.CurrencyCode,
            ReadTime = readTime,
        };
        var figures = (await series.Query(context, asked)).Summary.ToDictionary(figure => figure.Metric);
        return new EsgReport
        {
            Environment = { request.Environment.Select(metric => figures[metric]) },
            Social = { request.Social.Select(metric => figures[metric]) },
            Governance = { request.Governance.Select(metric => figures[metric]) },
            State = request.AssessmentId.Length > 0 ? State.Verified : State.Unverified,
            AssessmentId = request.AssessmentId,
            ReadTime = readTime,
        };
    }
}
