using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using OpsPlatform.Domain.Partners;
using OpsPlatform.EventStore;
using OpsPlatform.Identity.V1;

namespace OpsPlatform.Server.Identity;

/// <summary>The signing keys and revoked tokens in the store: documents of the platform's own tenant.</summary>
internal sealed class IdentityDocuments(PostgresEventStore store, TimeProvider clock)
{
    /// <summary>Reserved: no workspace can have this id.</summary>
    public const string Tenant = WorkspaceDecider.Platform;

    private const int PageSize = 1000;

    /// <summary>The types that the store has to know.</summary>
    public static IReadOnlyList<MessageDescriptor> Types { get; } = [SigningKey.Descriptor, RevokedTokens.Descriptor];

    /// <summary>Now, as finely as the database keeps time.</summary>
    public DateTimeOffset Now => clock.Now();

    public Task<StoredDocument<T>?> GetAsync<T>(string id, CancellationToken cancellation)
        where T : class, IMessage<T>, new() => store.GetDocumentAsync<T>(Tenant, id, cancellation);

    public async IAsyncEnumerable<StoredDocument<T>> ListAsync<T>([EnumeratorCancellation] CancellationToken cancellation)
        where T : class, IMessage<T>, new()
    {
        var query = new DocumentQuery(PageSize);
        do
        {
            var page = await store.ListDocumentsAsync<T>(Tenant, query, cancellation);
            foreach (var document in page.Documents)
                yield return document;
            query = query with { After = page.Next };
        }
        while (query.After is not null);
    }

    /// <summary>
    /// Writes the documents together, once for each <paramref name="step"/>: false when somebody else has taken the step already,
    /// on this node or another. A step names what the change was decided on, such as a document at a version.
    /// </summary>
    public async Task<bool> TryWriteAsync(string step, IReadOnlyList<DocumentWrite> documents, CancellationToken cancellation)
    {
        var append = new Append(Tenant, Now, new EventHeaders(Tenant))
        {
            Documents = documents,
            Request = new RequestRecord(Tenant, IdOf(step), step, ReadOnlyMemory<byte>.Empty, ReadOnlyMemory<byte>.Empty),
        };
        return await store.AppendAsync(append, cancellation) is AppendResult.Committed;
    }

    private static Guid IdOf(string step) => new(SHA256.HashData(Encoding.UTF8.GetBytes(step)).AsSpan(0, 16));
}
