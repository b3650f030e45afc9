using Grpc.Core;
using OpsPlatform.Cli.Output;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Contents.V1;

namespace OpsPlatform.Cli.Contents;

internal sealed class GetMix() : RpcCommand<GetMixRequest, Mix>(
    "mix",
    "Show what contents are made of, against the shares that they are to have.",
    [
        new("parent", "The workspace."),
        new("preset", "The mix to go by."),
        new("start_date", "The first day.", "from"),
        new("end_date", "The last day, included; at most 366 days with it.", "to"),
        new("accounts", "Only this account, again for each. Default: all.", "account"),
        new("shares", "A class and its share in basis points, for custom, again for each: know-how:6000.", "share"),
        new("planned_count", "How many contents a plan is to have, split by the shares.", "planned"),
        new("utc_offset_minutes", "How far the days are ahead of UTC. Default: 480, as in China.", "utc-offset"),
    ],
    "ops contents mix --preset value --from 2026-03-01 --to 2026-03-31 --planned 40",
    "ops contents mix --preset custom --share know-how:6000 --share scene:4000 --from 2026-03-01 --to 2026-03-31")
{
    private const int BarCells = 20;
    private const int WholeBps = 10_000;

    protected override AsyncUnaryCall<Mix> Call(OpsPlatformClient client, GetMixRequest request, CallOptions options) =>
        client.Contents.GetMixAsync(request, options);

    protected override void Show(Invocation invocation, GetMixRequest request, Mix answer)
    {
        base.Show(invocation, request, answer);
        if (invocation.Output is not TableOutput || answer.Classes.Count == 0)
            return;
        var output = invocation.Terminal.Output;
        var width = answer.Classes.Max(part => part.ClassId.Length);
        output.WriteLine();
        foreach (var part in answer.Classes)
            output.WriteLine($"{part.ClassId.PadRight(width)}  {Bar(part)}  {part.ActualBps / 100m,6:0.00} % of {part.TargetBps / 100m,6:0.00} %");
    }

    /// <summary>What there is, and a line where it is to end.</summary>
    private static string Bar(MixClass part)
    {
        var (filled, target) = (part.ActualBps * BarCells / WholeBps, part.TargetBps * BarCells / WholeBps);
        return string.Concat(Enumerable.Range(0, BarCells + 1).Select(cell => cell == target ? '│' : (cell < target ? cell : cell - 1) < filled ? '█' : '·'));
    }
}
