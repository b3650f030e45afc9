using Grpc.Core;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Cli.Output;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using Spectre.Console;
using Outlook = OpsPlatform.Budgets.V1.LineForecast.Types.Outlook;

namespace OpsPlatform.Cli.Budgets;

internal sealed class GetForecast() : RpcCommand<GetForecastRequest, Forecast>(
    "forecast",
    "Forecast what a budget will have spent, and when its lines run dry.",
    [
        new("name", "The budget."),
        new("as_of_date", "The last day that is known. Default: today.", "as-of"),
        new("window_days", "How many days to look back upon, 7 to 366. Default: 28."),
        new("least_spending_days", "On how many of them there must have been spending, 2 to 366. Default: 5."),
        new("confidence_bps", "How likely an interval is to hold what comes. Default: 8000, which is 80 %."),
    ],
    "ops budgets forecast q4-2026",
    "ops budgets forecast q4-2026 --as-of 2026-11-15 --window-days 60 --confidence-bps 9500 -o json")
{
    private const int Width = 20;

    protected override AsyncUnaryCall<Forecast> Call(OpsPlatformClient client, GetForecastRequest request, CallOptions options) =>
        client.Budgets.GetForecastAsync(request, options);

    protected override void Show(Invocation invocation, GetForecastRequest request, Forecast answer)
    {
        if (invocation.Output is not TableOutput table)
        {
            base.Show(invocation, request, answer);
            return;
        }

        table.List(
            [.. answer.Lines, answer.Total],
            new("line", line => line.Line.Length > 0 ? line.Line : "all"),
            new("used", line => Charts.Bar(Used(line), Width), Style: line => Colour(line.Outlook)),
            new("outlook", line => EnumNames.Text(line.Outlook), Style: line => Colour(line.Outlook)),
            new("left", line => Amount.Format(line.LeftAmountMicros), IsNumber: true),
            new("spent a day", line => line.HasSpentADayMicros ? Amount.Whole(line.SpentADayMicros) : "", IsNumber: true),
            new($"by {Cell.DateText(answer.MonthEndDate)[5..]}, of the month", line => Text(line.MonthEnd), IsNumber: true),
            new($"by {Cell.DateText(answer.EndDate)}, in all", line => Text(line.End), IsNumber: true),
            new("dry on", line => Cell.DateText(line.DryDate)),
            new("not before", line => Cell.DateText(line.EarliestDryDate)));
        invocation.Terminal.Output.WriteLine(
            $"\nas of {Cell.DateText(answer.AsOfDate)}, {answer.CurrencyCode}, from {answer.WindowDayCount} days; the ranges hold {Charts.Percent(answer.ConfidenceBps)} of what may come if it goes on so");
    }

    private static decimal Used(LineForecast line) => line.AllocatedAmountMicros > 0 ? ((decimal)line.HeldAmountMicros + line.SpentAmountMicros) / line.AllocatedAmountMicros : 0;

    private static string Text(SpendingRange? range) =>
        range is null ? "" : $"{Amount.Whole(range.ExpectedAmountMicros)} ({Amount.Whole(range.LowAmountMicros)} to {Amount.Whole(range.HighAmountMicros)})";

    private static Style? Colour(Outlook outlook) => outlook switch
    {
        Outlook.Dry => Color.Red,
        Outlook.RunsDry => Color.Yellow,
        Outlook.Lasts => Color.Green,
        _ => null,
    };
}
