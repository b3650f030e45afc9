using Grpc.Core;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Client;

/// <summary>The lists of <see cref="SupplierService"/> as enumerations; see <see cref="Lists"/> for how pages are read.</summary>
public static class SupplierLists
{
    /// <summary>The suppliers of a workspace.</summary>
    public static IAsyncEnumerable<Supplier> EnumerateSuppliersAsync(
        this SupplierService.SupplierServiceClient suppliers, ListSuppliersRequest request, CallOptions options = default, CancellationToken cancellationToken = default) =>
        Lists.EnumerateAsync(suppliers.ListSuppliersAsync, request, page => page.Suppliers, options, cancellationToken);

    /// <summary>The talks with a supplier.</summary>
    public static IAsyncEnumerable<SupplierContact> EnumerateContactsAsync(
        this SupplierService.SupplierServiceClient suppliers, ListContactsRequest request, CallOptions options = default, CancellationToken cancellationToken = default) =>
        Lists.EnumerateAsync(suppliers.ListContactsAsync, request, page => page.Contacts, options, cancellationToken);

    /// <summary>What was exchanged with a supplier.</summary>
    public static IAsyncEnumerable<Exchange> EnumerateExchangesAsync(
        this SupplierService.SupplierServiceClient suppliers, ListExchangesRequest request, CallOptions options = default, CancellationToken cancellationToken = default) =>
        Lists.EnumerateAsync(suppliers.ListExchangesAsync, request, page => page.Exchanges, options, cancellationToken);

    /// <summary>The scorecards of a workspace.</summary>
    public static IAsyncEnumerable<SupplierScorecard> EnumerateSupplierScorecardsAsync(
        this SupplierService.SupplierServiceClient suppliers, ListSupplierScorecardsRequest request, CallOptions options = default, CancellationToken cancellationToken = default) =>
        Lists.EnumerateAsync(suppliers.ListSupplierScorecardsAsync, request, page => page.SupplierScorecards, options, cancellationToken);

    /// <summary>The requests for quotes of a workspace.</summary>
    public static IAsyncEnumerable<QuoteRequest> EnumerateQuoteRequestsAsync(
        this SupplierService.SupplierServiceClient suppliers, ListQuoteRequestsRequest request, CallOptions options = default, CancellationToken cancellationToken = default) =>
        Lists.EnumerateAsync(suppliers.ListQuoteRequestsAsync, request, page => page.QuoteRequests, options, cancellationToken);

    /// <summary>The agreements of a workspace.</summary>
    public static IAsyncEnumerable<Agreement> EnumerateAgreementsAsync(
        this SupplierService.SupplierServiceClient suppliers, ListAgreementsRequest request, CallOptions options = default, CancellationToken cancellationToken = default) =>
        Lists.EnumerateAsync(suppliers.ListAgreementsAsync, request, page => page.Agreements, options, cancellationToken);

    /// <summary>The orders of a workspace.</summary>
    public static IAsyncEnumerable<Order> EnumerateOrdersAsync(
        this SupplierService.SupplierServiceClient suppliers, ListOrdersRequest request, CallOptions options = default, CancellationToken cancellationToken = default) =>
        Lists.EnumerateAsync(suppliers.ListOrdersAsync, request, page => page.Orders, options, cancellationToken);

    /// <summary>The settlements of a workspace.</summary>
    public static IAsyncEnumerable<Settlement> EnumerateSettlementsAsync(
        this SupplierService.SupplierServiceClient suppliers, ListSettlementsRequest request, CallOptions options = default, CancellationToken cancellationToken = default) =>
        Lists.EnumerateAsync(suppliers.ListSettlementsAsync, request, page => page.Settlements, options, cancellationToken);
}
