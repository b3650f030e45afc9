using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using OpsPlatform.Domain.Suppliers;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Commands;
using OpsPlatform.Server.Personal;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Server.Suppliers;

/// <summary>Opens quotes when their deadline is over: the only place that does.</summary>
internal sealed class QuoteOpening(PostgresEventStore store, CommandRunner<QuoteRequest> commands, Seals seals, TimeProvider time, ILogger<QuoteOpening> log)
    : DueWork<QuoteRequest>(store, time, log)
{
    /// <summary>As many suppliers as can be asked.</summary>
    private const int MostQuotes = 50;

    private readonly PostgresEventStore _store = store;

    /// <summary>By what a quote can be told to be the one that was given.</summary>
    public static ByteString Receipt(string sealedOffer) => ByteString.CopyFrom(SHA256.HashData(Encoding.UTF8.GetBytes(sealedOffer)));

    protected override async Task ActAsync(string workspace, string stream, IReadOnlyList<string> children, CancellationToken cancellation)
    {
        var quotes = await _store.ListDocumentsAsync<SealedQuote>(workspace, new DocumentQuery(MostQuotes) { Prefix = $"{stream}/sealed-quotes/" }, cancellation);
        var texts = quotes.Documents.Select(quote => quote.Data.SealedOffer).ToArray();
        var opened = await seals.OpenAsync(workspace, stream, texts, cancellation);
        var offers = texts.Zip(opened).DistinctBy(pair => pair.First).ToDictionary(pair => Receipt(pair.First), pair => pair.Second is null ? null : Offer.Parser.ParseFrom(pair.Second));
        await commands.Run(workspace, stream, [], (request, context) => QuoteDecider.Open(request, offers, context), cancellation);
    }
}
