using Google.Protobuf;
using Grpc.Core;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Domain;
using OpsPlatform.Domain.Budgets;
using OpsPlatform.Domain.Metrics;
using OpsPlatform.Domain.Suppliers;
using OpsPlatform.Server.Commands;
using OpsPlatform.Server.Pipeline;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Server.Suppliers;

internal sealed partial class SupplierService
{
    public override async Task<Settlement> ComputeSettlement(ComputeSettlementRequest request, ServerCallContext context)
    {
        var (agreement, range) = (await queries.Named<Agreement>(context, request.Agreement), MetricRange.Of(request.StartDate, request.EndDate));
        var others = (await All<Settlement>(context)).Where(other => other.Agreement == request.Agreement).ToArray();
        var days = settledDays.UnnamedPart(context, $"settled-days/{agreement.Name.LastId()}", (taken, _) => SettledDaysDecider.Settle(taken, range.Start, range.End));
        return await settlements.Run(context, request, await DecisionAsync(), settlement => settlement.Root, with: [days]);

        // A repeat finds its own settlement among the others: it is refused, and then answered from the record of the first.
        async Task<Decide<Settlement, ComputeSettlementRequest>> DecisionAsync()
        {
            SettlementDecider.MustBeSettleable(agreement, range.Start, range.End, others, time.GetUtcNow());
            var facts = await FactsAsync(agreement, range, null, context);
            return (settlement, _, _) => SettlementDecider.Compute(settlement, facts);
        }
    }

    public override Task<Settlement> GetSettlement(GetSettlementRequest request, ServerCallContext context) =>
        request.ReadTime is { } asOf ? history.AsOf(context, request, settlementType, asOf) : queries.Get<Settlement>(context, request);

    public override Task<ListSettlementsResponse> ListSettlements(ListSettlementsRequest request, ServerCallContext context) =>
        queries.List<Settlement, ListSettlementsResponse>(context, request);

    public override async Task<SettlementReplay> ReplaySettlement(ReplaySettlementRequest request, ServerCallContext context)
    {
        var settled = await queries.Get<Settlement>(context, request);
        var last = settled.Statements[^1];
        var again = SettlementStatements.Of(await FactsAsync(settled, last.ReadTime.ToDateTimeOffset(), context));
        return new SettlementReplay { Identical = SettlementStatements.IsSame(last, again), Statement = again };
    }

    public override async Task<Settlement> CorrectSettlement(CorrectSettlementRequest request, ServerCallContext context)
    {
        var facts = await FactsAsync(await queries.Named<Settlement>(context, request.Name), null, context);
        return await settlements.Run(context, request, (settlement, asked, _) => SettlementDecider.Correct(settlement, asked, facts), settlement => settlement.Root);
    }

    public override async Task<Settlement> PaySettlement(PaySettlementRequest request, ServerCallContext context)
    {
        var names = await settlementQuery.ExpensesAsync(RpcCall.Of(context).Workspace, await queries.Named<Settlement>(context, request.Name), context.CancellationToken);
        SettlementPayment? payment = null;
        var settled = new Settlement();
        CommandPart<Budget>[] parts =
        [
            .. names.Select(BudgetOf).Append(request.Budget).Where(budget => budget.Length > 0).Distinct()
                .Select(budget => budgets.Part(
                    context,
                    budget,
                    (state, decision) => payment is null ? [] : BudgetDecider.PayFor(state, settled, payment, decision),
                    [.. names.Where(name => BudgetOf(name) == budget).Select(name => name[(budget.Length + 1)..])])),
        ];
        return await settlements.Run(
            context,
            request,
            (settlement, asked, decision) =>
            {
                // All parts are found before the first is decided on: what is owed in the budgets is what is paid there.
                var expenses = names.Select(name => parts.Single(part => part.Aggregate.Name == BudgetOf(name)).Aggregate.Find<Expense>(name[(BudgetOf(name).Length + 1)..])).OfType<Expense>().ToArray();
                IMessage[] events = [.. SettlementDecider.Pay(settlement, asked, expenses, decision)];
                (settled, payment) = (settlement.Root, events.OfType<SettlementPaid>().FirstOrDefault()?.Payment);
                return events;
            },
            settlement => settlement.Root,
            with: parts);

        static string BudgetOf(string expense) => expense[..expense.IndexOf("/expenses/", StringComparison.Ordinal)];
    }

    public override async Task<DependencyReport> GetDependencyReport(GetDependencyReportRequest request, ServerCallContext context) =>
        DependencyReports.Of(await All<Supplier>(context), await All<Order>(context), await All<Budget>(context), request);

    private async Task<SettlementFacts> FactsAsync(Settlement settled, DateTimeOffset? asOf, ServerCallContext context) =>
        await FactsAsync(await queries.Named<Agreement>(context, settled.Agreement), MetricRange.Of(settled.StartDate, settled.EndDate), asOf, context);

    /// <param name="asOf">Null for now.</param>
    private Task<SettlementFacts> FactsAsync(Agreement agreement, MetricRange range, DateTimeOffset? asOf, ServerCallContext context) =>
        settlementQuery.FactsAsync(RpcCall.Of(context).Workspace, agreement, range, asOf ?? time.Now(), context.CancellationToken);

    /// <exception cref="Refusal">What is paid by a metric that there is none of.</exception>
    private async Task MustBeKnown(PayTerms? terms, ServerCallContext context)
    {
        var ids = SettlementQuery.Metrics(terms);
        var metrics = await registry.FindAsync(RpcCall.Of(context).Workspace, ids, context.CancellationToken);
        foreach (var id in ids)
            _ = metrics.Get(id, "agreement.pay_terms");
        if (terms is { RevenueMetric.Length: > 0 } && metrics[terms.RevenueMetric].Unit != OpsPlatform.Metrics.V1.Metric.Types.Unit.Micros)
            throw new Refusal(ErrorReason.AgreementTiersInvalid, "agreement.pay_terms.revenue_metric", ("problem", new Sentence($"{terms.RevenueMetric} is no money", $"{terms.RevenueMetric} 不是金额指标")));
    }
}
