using Grpc.Core;
using OpsPlatform.Partners.V1;

namespace OpsPlatform.Client;

/// <summary>The lists of <see cref="PartnerService"/> as enumerations; see <see cref="Lists"/> for how pages are read.</summary>
public static class PartnerLists
{
    /// <summary>The workspaces of the platform.</summary>
    public static IAsyncEnumerable<Workspace> EnumerateWorkspacesAsync(
        this PartnerService.PartnerServiceClient partners, ListWorkspacesRequest request, CallOptions options = default, CancellationToken cancellationToken = default) =>
        Lists.EnumerateAsync(partners.ListWorkspacesAsync, request, page => page.Workspaces, options, cancellationToken);

    /// <summary>The partners of the platform.</summary>
    public static IAsyncEnumerable<Partner> EnumeratePartnersAsync(
        this PartnerService.PartnerServiceClient partners, ListPartnersRequest request, CallOptions options = default, CancellationToken cancellationToken = default) =>
        Lists.EnumerateAsync(partners.ListPartnersAsync, request, page => page.Partners, options, cancellationToken);

    /// <summary>The clients of all partners; <c>filter</c> picks those of one.</summary>
    public static IAsyncEnumerable<Partners.V1.Client> EnumerateClientsAsync(
        this PartnerService.PartnerServiceClient partners, ListClientsRequest request, CallOptions options = default, CancellationToken cancellationToken = default) =>
        Lists.EnumerateAsync(partners.ListClientsAsync, request, page => page.Clients, options, cancellationToken);

    /// <summary>The grants of a client, those that were taken away too.</summary>
    public static IAsyncEnumerable<Grant> EnumerateGrantsAsync(
        this PartnerService.PartnerServiceClient partners, ListGrantsRequest request, CallOptions options = default, CancellationToken cancellationToken = default) =>
        Lists.EnumerateAsync(partners.ListGrantsAsync, request, page => page.Grants, options, cancellationToken);

    /// <summary>The roles of a workspace, the built-in ones among them.</summary>
    public static IAsyncEnumerable<Role> EnumerateRolesAsync(
        this PartnerService.PartnerServiceClient partners, ListRolesRequest request, CallOptions options = default, CancellationToken cancellationToken = default) =>
        Lists.EnumerateAsync(partners.ListRolesAsync, request, page => page.Roles, options, cancellationToken);

    /// <summary>The quotas of clients and workspaces that are not the platform's default.</summary>
    public static IAsyncEnumerable<Quota> EnumerateQuotasAsync(
        this PartnerService.PartnerServiceClient partners, ListQuotasRequest request, CallOptions options = default, CancellationToken cancellationToken = default) =>
        Lists.EnumerateAsync(partners.ListQuotasAsync, request, page => page.Quotas, options, cancellationToken);

    /// <summary>What a client has called, by day and permission group.</summary>
    public static IAsyncEnumerable<Usage> EnumerateUsagesAsync(
        this PartnerService.PartnerServiceClient partners, ListUsagesRequest request, CallOptions options = default, CancellationToken cancellationToken = default) =>
        Lists.EnumerateAsync(partners.ListUsagesAsync, request, page => page.Usages, options, cancellationToken);
}
