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
}
