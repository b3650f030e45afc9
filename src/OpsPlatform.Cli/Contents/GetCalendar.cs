using Grpc.Core;
using OpsPlatform.Cli.Output;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using OpsPlatform.Contents.V1;

namespace OpsPlatform.Cli.Contents;

internal sealed class GetCalendar() : RpcCommand<GetCalendarRequest, OpsPlatform.Contents.V1.Calendar>(
    "calendar",
    "Show what is scheduled or out, week by week, and what a rhythm lacks in it.",
    [
        new("parent", "The workspace."),
        new("start_date", "The first day.", "from"),
        new("end_date", "The last day, included; at most 62 days with it.", "to"),
        new("accounts", "Only this account, again for each. Default: all.", "account"),
        new("rhythm", "What to judge it by."),
        new("launch_date", "The day of a launch that is to be warmed up for.", "launch"),
        new("most_production_days", "How many days a content may take from its making to its approval.", "most-production"),
        new("utc_offset_minutes", "How far the days are ahead of UTC. Default: 480, as in China.", "utc-offset"),
    ],
    "ops contents calendar --from 2026-03-09 --to 2026-03-22",
    "ops contents calendar --from 2026-03-01 --to 2026-03-31 --account channels-main --rhythm three-slots --launch 2026-03-20 -o json")
{
    protected override AsyncUnaryCall<OpsPlatform.Contents.V1.Calendar> Call(OpsPlatformClient client, GetCalendarRequest request, CallOptions options) =>
        client.Contents.GetCalendarAsync(request, options);

    protected override void Show(Invocation invocation, GetCalendarRequest request, OpsPlatform.Contents.V1.Calendar answer)
    {
        if (invocation.Output is not TableOutput)
        {
            base.Show(invocation, request, answer);
            return;
        }

        CalendarGrid.Write(invocation.Terminal, answer);
        if (answer.Findings.Count > 0)
            invocation.Terminal.Output.WriteLine();
        invocation.Output.List(answer.Findings);
    }
}
