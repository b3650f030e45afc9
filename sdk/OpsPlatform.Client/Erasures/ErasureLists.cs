using Grpc.Core;
using OpsPlatform.Erasures.V1;

namespace OpsPlatform.Client;

/// <summary>The lists of <see cref="ErasureService"/> as enumerations; see <see cref="Lists"/> for how pages are read.</summary>
public static class ErasureLists
{
    /// <summary>The erasures of a workspace.</summary>
    public static IAsyncEnumerable<Erasure> EnumerateErasuresAsync(
        this ErasureService.ErasureServiceClient erasures, ListErasuresRequest request, CallOptions options = default, CancellationToken cancellationToken = default) =>
        Lists.EnumerateAsync(erasures.ListErasuresAsync, request, page => page.Erasures, options, cancellationToken);
}
