using Grpc.Core;
using OpsPlatform.Persons.V1;

namespace OpsPlatform.Client;

/// <summary>The lists of <see cref="PersonService"/> as enumerations; see <see cref="Lists"/> for how pages are read.</summary>
public static class PersonLists
{
    /// <summary>The records of what was revealed in a workspace.</summary>
    public static IAsyncEnumerable<Reveal> EnumerateRevealsAsync(
        this PersonService.PersonServiceClient persons, ListRevealsRequest request, CallOptions options = default, CancellationToken cancellationToken = default) =>
        Lists.EnumerateAsync(persons.ListRevealsAsync, request, page => page.Reveals, options, cancellationToken);
}
