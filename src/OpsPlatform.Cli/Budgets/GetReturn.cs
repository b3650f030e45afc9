using Grpc.Core;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Cli.Output;
using OpsPlatform.Cli.Requests;
using OpsPlatform.Client;
using Spectre.Console;
using Finding = OpsPlatform.Budgets.V1.CostPer.Types.Finding;
using Kind = OpsPlatform.Budgets.V1.ReturnFigure.Types.Kind;
using State = OpsPlatform.Budgets.V1.ReturnStep.Types.State;
using Verdict = OpsPlatform.Budgets.V1.StandardResult.Types.Verdict;

namespace OpsPlatform.Cli.Budgets;

internal sealed class GetReturn() : RpcCommand<GetReturnRequest, ReturnReport>(
    "returns",
    "Show what came of a budget's money over a range of days.",
    [
        new("name", "The budget."),
        new("start_date", "The first day.", "from"),
        new("end_date", "The last day, included.", "to"),
        new("accounts", "An account whose metrics count, again for each.", "account"),
        new("lines", "Only what this line spent is cost, again for each. Default: all.", "line"),
        new("read_time", "As of when."),
        new("plan_start_date", "When the plan began: targets are due 6, 18 and 30 months later."),
        new("income_metric", "The metric that is income. Default: sales."),
        new("customers_metric", "The metric that counts new customers. Default: acquired-users."),
        new("orders_metric", "The metric that counts orders. Default: orders."),
        new("acquisition_benchmark_micros", "What a new customer may cost. Default: 80 CNY.", "acquisition-benchmark"),
        new("sale_benchmark_micros", "What an order may cost. Default: 98 CNY.", "sale-benchmark"),
        new("currency_code", "The currency of the amounts given here. Default: the budget's.", "currency"),
        new("lifetime_values", "What the customers of a line are worth, again for each line: content:8000, or content:,accounts=workspaces/acme/accounts/main.", "lifetime-value"),
        new("ranking", "What lines with a lifetime value are ranked by."),
        new("standards.input_output.least_bps", "The first of four standards, of which all are needed: income for each 1 of cost, 20000 for 1:2.", "least-return-bps"),
        new("standards.effect.actual_bps", "How far the effect was attained, where no metric tells.", "effect-bps"),
        new("standards.effect.metric", "The metric that tells it.", "effect-metric"),
        new("standards.effect.target_value", "What that metric was to be.", "effect-target"),
        new("standards.effect.least_bps", "What it has to be at least.", "least-effect-bps"),
        new("standards.satisfaction.actual_bps", "How satisfied users are, where no metric tells.", "satisfaction-bps"),
        new("standards.satisfaction.metric", "The metric that tells it: satisfaction-rate.", "satisfaction-metric"),
        new("standards.satisfaction.least_bps", "What it has to be at least.", "least-satisfaction-bps"),
        new("standards.brand_influence.actual_bps", "What influence the brand has, where no metric tells.", "brand-bps"),
        new("standards.brand_influence.metric", "The metric that tells it: voice-share-rate.", "brand-metric"),
        new("standards.brand_influence.least_bps", "What it has to be at least.", "least-brand-bps"),
    ],
    "ops budgets returns q4-2026 --from 2026-10-01 --to 2026-12-31 --account channels-main",
    "ops budgets returns q4-2026 --from 2026-10-01 --to 2026-12-31 --lifetime-value promotion:5000 --lifetime-value content:8000 --ranking rank-by-net -o json")
{
    protected override AsyncUnaryCall<ReturnReport> Call(OpsPlatformClient client, GetReturnRequest request, CallOptions options) =>
        client.Budgets.GetReturnAsync(request, options);

    protected override void Show(Invocation invocation, GetReturnRequest request, ReturnReport answer)
    {
        if (invocation.Output is not TableOutput table)
        {
            base.Show(invocation, request, answer);
            return;
        }

        table.List(
            answer.Figures,
            new("figure", figure => EnumNames.Text(figure.Kind)),
            new("value", figure => figure.Missing ? "MISSING" : figure.Kind is Kind.Cost or Kind.Income ? Money(figure.Value) : $"{figure.Value:#,0}", IsNumber: true),
            new("from", figure => figure.Metric.Length > 0 ? $"{EnumNames.Text(figure.Source)} {figure.Metric}" : EnumNames.Text(figure.Source)),
            new("there", figure => figure.Metric.Length > 0 ? $"{figure.ThereCount}/{figure.ExpectedCount}" : "", IsNumber: true));
        invocation.Terminal.Output.WriteLine();
        table.List(
            answer.Ladder,
            new("month", step => $"{step.Months}", IsNumber: true),
            new("target", step => $"1:{step.TargetRatio}", IsNumber: true),
            new("is", _ => answer.HasReturnBps ? $"1:{answer.ReturnBps / 10_000m:0.##}" : "", IsNumber: true),
            new("due", step => Cell.DateText(step.DueDate)),
            new("state", step => EnumNames.Text(step.State), Style: step => step.State switch { State.Met => Color.Green, State.Missed => Color.Red, _ => null }),
            new("beyond", step => step.HasGapMicros ? Money(step.GapMicros) : "", IsNumber: true));
        invocation.Terminal.Output.WriteLine();
        table.List(
            new[] { ("new customer", answer.Acquisition), ("order", answer.Sale) },
            new("cost of a", per => per.Item1),
            new("is", per => per.Item2.HasCostMicros ? Money(per.Item2.CostMicros) : "", IsNumber: true),
            new("may be", per => per.Item2.HasBenchmarkMicros ? Money(per.Item2.BenchmarkMicros) : "", IsNumber: true),
            new("finding", per => EnumNames.Text(per.Item2.Finding), Style: per => per.Item2.Finding switch { Finding.Within => Color.Green, Finding.CacHigh or Finding.CpsHigh => Color.Red, _ => null }));
        if (answer.LifetimeValues.Count > 0)
            invocation.Terminal.Output.WriteLine();
        table.List(
            answer.LifetimeValues,
            new("rank", row => row.Rank > 0 ? $"{row.Rank}" : "", IsNumber: true),
            new("line", row => row.Line),
            new("cost", row => Money(row.CostMicros), IsNumber: true),
            new("lifetime value", row => row.HasValueMicros ? Money(row.ValueMicros) : "MISSING", IsNumber: true),
            new("ratio", row => row.HasRatioBps ? $"{row.RatioBps / 10_000m:0.00}" : "", IsNumber: true),
            new("net", row => row.HasNetMicros ? Money(row.NetMicros) : "", IsNumber: true),
            new("from", row => EnumNames.Text(row.Source)));
        if (answer.Standards.Count > 0)
            invocation.Terminal.Output.WriteLine();
        table.List(
            answer.Standards,
            new("standard", result => EnumNames.Text(result.Standard)),
            new("verdict", result => EnumNames.Text(result.Verdict), Style: result => result.Verdict switch { Verdict.Passed => Color.Green, Verdict.Failed => Color.Red, _ => null }),
            new("is", result => result.HasActualBps ? Charts.Percent(result.ActualBps) : "", IsNumber: true),
            new("at least", result => Charts.Percent(result.LeastBps), IsNumber: true),
            new("from", result => $"{EnumNames.Text(result.Source)} {result.Metric}".TrimEnd()));
        invocation.Terminal.Output.WriteLine($"\n{Cell.DateText(answer.StartDate)} to {Cell.DateText(answer.EndDate)}, as of {answer.ReadTime.ToDateTime():yyyy-MM-dd HH:mm:ss.ffffff'Z'}");

        string Money(long micros) => $"{Amount.Format(micros)} {answer.CurrencyCode}";
    }
}
