using Grpc.Core;
using OpsPlatform.Domain.Suppliers;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Server.Suppliers;

internal sealed partial class SupplierService
{
    /// <summary>How many earlier requests for the same item a comparison looks back over, the newest first.</summary>
    private const int MostEarlier = 100;

    public override async Task<QuoteRequest> RequestQuotes(RequestQuotesRequest request, ServerCallContext context)
    {
        var invited = await Task.WhenAll(request.QuoteRequest.Suppliers.Select(name => queries.Named<Supplier>(context, name)));
        return await quotes.Run(context, request, (quote, asked, decision) => QuoteDecider.Request(quote, asked, invited, decision), quote => quote.Root);
    }

    public override Task<QuoteRequest> GetQuoteRequest(GetQuoteRequestRequest request, ServerCallContext context) =>
        request.ReadTime is { } asOf ? history.AsOf(context, request, quoteType, asOf) : queries.Get<QuoteRequest>(context, request);

    public override Task<ListQuoteRequestsResponse> ListQuoteRequests(ListQuoteRequestsRequest request, ServerCallContext context) =>
        queries.List<QuoteRequest, ListQuoteRequestsResponse>(context, request);

    public override async Task<Quote> SubmitQuote(SubmitQuoteRequest request, ServerCallContext context)
    {
        var (supplier, receipt) = (await queries.Named<Supplier>(context, request.Supplier), QuoteOpening.Receipt(request.SealedOffer));
        return await quotes.Run(context, request, (quote, asked, decision) => QuoteDecider.Submit(quote, asked, supplier, receipt, decision), quote => Of(quote.Root, request.Supplier));
    }

    public override async Task<Quote> WithdrawQuote(WithdrawQuoteRequest request, ServerCallContext context)
    {
        await queries.Named<Supplier>(context, request.Supplier);
        return await quotes.Run(context, request, QuoteDecider.Withdraw, quote => Of(quote.Root, request.Supplier));
    }

    public override Task<QuoteRequest> CancelQuoteRequest(CancelQuoteRequestRequest request, ServerCallContext context) =>
        quotes.Run(context, request, QuoteDecider.Cancel, quote => quote.Root);

    public override async Task<QuoteComparison> CompareQuotes(CompareQuotesRequest request, ServerCallContext context)
    {
        var asked = await queries.Get<QuoteRequest>(context, request);
        var given = await Task.WhenAll(asked.Quotes.Select(quote => queries.Named<Supplier>(context, quote.Supplier)));
        return QuoteComparisons.Of(asked, request, given, await EarlierAsync(asked, context));
    }

    public override async Task<QuoteRequest> AwardQuote(AwardQuoteRequest request, ServerCallContext context)
    {
        var supplier = await queries.Named<Supplier>(context, request.Supplier);
        return await quotes.Run(context, request, (quote, asked, decision) => QuoteDecider.Award(quote, asked, supplier, decision), quote => quote.Root);
    }

    private async Task<IEnumerable<QuoteRequest>> EarlierAsync(QuoteRequest asked, ServerCallContext context) =>
        await Found<QuoteRequest>(context, $"item_code = \"{asked.ItemCode}\" AND open_time:*", "open_time desc", MostEarlier);

    private static Quote Of(QuoteRequest request, string supplier) => request.Quotes.First(quote => quote.Supplier == supplier);
}
