using Grpc.Core;
using OpsPlatform.Cli.Metrics;
using OpsPlatform.Cli.Output;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Cli.Audiences;

internal sealed class Get() : RpcCommand<GetAudienceRequest, Audience>(
    "get",
    "Show how users stood, and how many moved.",
    [
        new("name", "The audience."),
        new("read_time", "As of when."),
    ],
    "ops audiences get all-fans")
{
    private const int BarWidth = 20;

    protected override AsyncUnaryCall<Audience> Call(OpsPlatformClient client, GetAudienceRequest request, CallOptions options) =>
        client.Metrics.GetAudienceAsync(request, options);

    protected override void Show(Invocation invocation, GetAudienceRequest request, Audience answer)
    {
        if (invocation.Output is not TableOutput table || answer.Records.Count == 0)
        {
            base.Show(invocation, request, answer);
            return;
        }

        var last = answer.Records[^1];
        var all = last.Segments.Sum(segment => segment.Users);
        table.List(
            last.Segments,
            new("stage", segment => segment.Stage),
            new("users", segment => Measured.Text(Metric.Types.Unit.Count, segment.Users, ""), IsNumber: true),
            new("", segment => Charts.Bar(all > 0 ? (decimal)segment.Users / all : 0, BarWidth)),
            new("came", segment => Users(last.Moves.Where(move => move.Destination == segment.Stage)), IsNumber: true),
            new("left", segment => Users(last.Moves.Where(move => move.Source == segment.Stage)), IsNumber: true),
            new("course", segment => Charts.Sparkline([.. answer.Records.Select(record => record.Segments.FirstOrDefault(each => each.Stage == segment.Stage)?.Users)])));
        invocation.Terminal.Output.WriteLine($"\n{answer.LifecycleModel}, {last.RecordDate.Year:0000}-{last.RecordDate.Month:00}-{last.RecordDate.Day:00}{(answer.Finding.Length > 0 ? $"  {answer.Finding}" : "")}");
    }

    private static string Users(IEnumerable<AudienceMove> moves) => moves.Sum(move => move.Users) is > 0 and var users ? Measured.Text(Metric.Types.Unit.Count, users, "") : "";
}
