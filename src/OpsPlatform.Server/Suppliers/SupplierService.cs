using Google.Protobuf;
using Grpc.Core;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Domain;
using OpsPlatform.Domain.Suppliers;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Budgets;
using OpsPlatform.Server.Commands;
using OpsPlatform.Server.Listing;
using OpsPlatform.Server.Metrics;
using OpsPlatform.Server.Pipeline;
using OpsPlatform.Server.Queries;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Server.Suppliers;

/// <summary>One line for each rpc: the runner that serves it, and the decision that it takes.</summary>
internal sealed partial class SupplierService(
    CommandRunner<Supplier> suppliers,
    CommandRunner<SupplierScorecard> scorecards,
    CommandRunner<QuoteRequest> quotes,
    CommandRunner<Agreement> agreements,
    CommandRunner<Order> orders,
    CommandRunner<OrderLimit> orderLimits,
    CommandRunner<Budget> budgets,
    CostObjects costObjects,
    CommandRunner<Settlement> settlements,
    CommandRunner<SettledDays> settledDays,
    AggregateType<Supplier> type,
    AggregateType<QuoteRequest> quoteType,
    AggregateType<Agreement> agreementType,
    AggregateType<Order> orderType,
    AggregateType<Settlement> settlementType,
    SettlementQuery settlementQuery,
    MetricRegistry registry,
    PostgresEventStore store,
    QueryRunner queries,
    HistoryQuery history,
    TimeProvider time) : OpsPlatform.Suppliers.V1.SupplierService.SupplierServiceBase
{
    public override Task<Supplier> CreateSupplier(CreateSupplierRequest request, ServerCallContext context) =>
        suppliers.Run(context, request, SupplierDecider.Create, supplier => supplier.Root);

    public override Task<Supplier> GetSupplier(GetSupplierRequest request, ServerCallContext context) =>
        request.ReadTime is { } asOf ? history.AsOf(context, request, type, asOf) : queries.Get<Supplier>(context, request);

    public override Task<ListSuppliersResponse> ListSuppliers(ListSuppliersRequest request, ServerCallContext context) =>
        queries.List<Supplier, ListSuppliersResponse>(context, request);

    public override Task<Supplier> UpdateSupplier(UpdateSupplierRequest request, ServerCallContext context) =>
        suppliers.Run(context, request, SupplierDecider.Update, supplier => supplier.Root);

    public override Task<Supplier> DeleteSupplier(DeleteSupplierRequest request, ServerCallContext context) =>
        suppliers.Run(context, request, SupplierDecider.Delete, supplier => supplier.Root);

    public override Task<Supplier> UndeleteSupplier(UndeleteSupplierRequest request, ServerCallContext context) =>
        suppliers.Run(context, request, SupplierDecider.Undelete, supplier => supplier.Root);

    public override Task<Supplier> AddQualification(AddQualificationRequest request, ServerCallContext context) =>
        suppliers.Run(context, request, SupplierDecider.AddQualification, supplier => supplier.Root);

    public override Task<Supplier> RemoveQualification(RemoveQualificationRequest request, ServerCallContext context) =>
        suppliers.Run(context, request, SupplierDecider.RemoveQualification, supplier => supplier.Root);

    public override Task<Supplier> QualifySupplier(QualifySupplierRequest request, ServerCallContext context) =>
        suppliers.Run(context, request, SupplierDecider.Qualify, supplier => supplier.Root);

    public override Task<Supplier> BlockSupplier(BlockSupplierRequest request, ServerCallContext context) =>
        suppliers.Run(context, request, SupplierDecider.Block, supplier => supplier.Root);

    public override Task<Supplier> UnblockSupplier(UnblockSupplierRequest request, ServerCallContext context) =>
        suppliers.Run(context, request, SupplierDecider.Unblock, supplier => supplier.Root);

    public override Task<Supplier> GradeSupplier(GradeSupplierRequest request, ServerCallContext context) =>
        suppliers.Run(context, request, SupplierDecider.Grade, supplier => supplier.Root);

    public override async Task<Supplier> SetBackups(SetBackupsRequest request, ServerCallContext context)
    {
        var backups = await Task.WhenAll(request.Backups.Select(name => queries.Named<Supplier>(context, name)));
        return await suppliers.Run(context, request, (supplier, _, _) => SupplierDecider.SetBackups(supplier, backups), supplier => supplier.Root);
    }

    public override Task<SupplierContact> LogContact(LogContactRequest request, ServerCallContext context) =>
        suppliers.Run(context, request, SupplierDecider.LogContact, supplier => supplier.The<SupplierContact>());

    public override Task<ListContactsResponse> ListContacts(ListContactsRequest request, ServerCallContext context) =>
        queries.List<SupplierContact, ListContactsResponse>(context, request);

    public override async Task<Duties> GetDuties(GetDutiesRequest request, ServerCallContext context) =>
        SupplierReports.Duties(await All<Supplier>(context), request, time.GetUtcNow());

    public override Task<Exchange> RecordExchange(RecordExchangeRequest request, ServerCallContext context) =>
        suppliers.Run(context, request, SupplierDecider.RecordExchange, supplier => supplier.The<Exchange>());

    public override Task<ListExchangesResponse> ListExchanges(ListExchangesRequest request, ServerCallContext context) =>
        queries.List<Exchange, ListExchangesResponse>(context, request);

    public override async Task<Leverage> GetLeverage(GetLeverageRequest request, ServerCallContext context) =>
        SupplierReports.Leverage(await All<Supplier>(context), request.CurrencyCode);

    public override async Task<Network> GetNetwork(GetNetworkRequest request, ServerCallContext context) =>
        SupplierReports.Network(await All<Supplier>(context), request, time.GetUtcNow());

    public override Task<Supplier> ReviewContribution(ReviewContributionRequest request, ServerCallContext context) =>
        suppliers.Run(context, request, SupplierDecider.ReviewContribution, supplier => supplier.Root);

    public override Task<SupplierScorecard> SetSupplierScorecard(SetSupplierScorecardRequest request, ServerCallContext context) =>
        scorecards.Run(context, request, ScorecardDecider.Set, scorecard => scorecard.Root);

    public override Task<SupplierScorecard> GetSupplierScorecard(GetSupplierScorecardRequest request, ServerCallContext context) =>
        queries.Get<SupplierScorecard>(context, request);

    public override Task<ListSupplierScorecardsResponse> ListSupplierScorecards(ListSupplierScorecardsRequest request, ServerCallContext context) =>
        queries.List<SupplierScorecard, ListSupplierScorecardsResponse>(context, request);

    public override async Task<Supplier> EvaluateSupplier(EvaluateSupplierRequest request, ServerCallContext context)
    {
        var scorecard = await queries.Named<SupplierScorecard>(context, request.Scorecard);
        return await suppliers.Run(context, request, (supplier, asked, decision) => SupplierDecider.Evaluate(supplier, asked, scorecard, decision), supplier => supplier.Root);
    }

    public override async Task<Standing> GetStanding(GetStandingRequest request, ServerCallContext context)
    {
        var supplier = request.ReadTime is { } asOf ? await history.AsOf(context, request, type, asOf) : await queries.Get<Supplier>(context, request);
        return supplier.Standing ?? throw new Refusal(ErrorReason.ResourceNotFound, "");
    }

    public override async Task<SimulateStandingResponse> SimulateStanding(SimulateStandingRequest request, ServerCallContext context) =>
        Standings.Simulate((await All<Supplier>(context)).Where(supplier => supplier.DeleteTime is null), request);

    private ValueTask<List<T>> All<T>(ServerCallContext context)
        where T : class, IMessage<T>, new() =>
        queries.All<T>(context);

    /// <summary>The resources of a kind that a filter finds, in an order; both as lists take them.</summary>
    private async Task<IEnumerable<T>> Found<T>(ServerCallContext context, string filter, string orderBy, int most)
        where T : class, IMessage<T>, new()
    {
        var list = ListQuery.Parse(new ListFields(new T().Descriptor, null), parent: "", pageSize: most, pageToken: "", filter, orderBy);
        var page = await store.ListDocumentsAsync<T>(RpcCall.Of(context).Workspace, new DocumentQuery(most) { Filter = list.Filter, Order = list.Order }, context.CancellationToken);
        return page.Documents.Select(document => document.Data);
    }
}
