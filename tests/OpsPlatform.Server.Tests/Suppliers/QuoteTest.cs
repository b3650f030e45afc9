using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Server.Suppliers;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Server.Tests.Suppliers;

/// <summary>A test of quotes.</summary>
public abstract class QuoteTest(RunningServer server) : SupplierTest(server)
{
    protected static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);

    /// <summary>Nothing is opened by itself when the clock is moved, only by <see cref="OpenAsync"/>.</summary>
    public override async ValueTask InitializeAsync() => await Server.EndAsync<QuoteOpening>();

    protected async Task<QuoteRequest> AskAsync(QuoteRequest asked, params IEnumerable<string> suppliers)
    {
        asked.Suppliers.Add(suppliers);
        return await Suppliers.RequestQuotesAsync(new() { Parent = Workspace, QuoteRequestId = $"q{Guid.NewGuid():N}", QuoteRequest = asked });
    }

    protected Task<QuoteRequest> AskAsync(params IEnumerable<string> suppliers) => AskAsync(Asked(), suppliers);

    protected QuoteRequest Asked(long quantity = 1, string item = "short-video") => new()
    {
        DisplayName = "Spring videos",
        ItemCode = item,
        Quantity = quantity,
        Unit = "video",
        CurrencyCode = "CNY",
        DeadlineTime = (Server.Clock.GetUtcNow() + Deadline).ToTimestamp(),
    };

    protected static SubmitQuoteRequest Quoted(string request, string supplier, long unitPriceMicros, string note = "") =>
        new() { Name = request, Supplier = supplier, CurrencyCode = "CNY", Offer = new() { UnitPriceMicros = unitPriceMicros, LeadDays = 10, Note = note } };

    /// <summary>Lets the deadline pass, and the platform do what it does then.</summary>
    protected async Task<QuoteRequest> OpenAsync(string request)
    {
        Server.Clock.Advance(Deadline);
        await Server.RunOnceAsync<QuoteOpening>();
        return await Suppliers.GetQuoteRequestAsync(new() { Name = request });
    }

    /// <summary>Asks these suppliers, and opens what they quote.</summary>
    protected async Task<QuoteRequest> OpenedAsync(QuoteRequest asked, params (string Supplier, long UnitPriceMicros)[] quotes)
    {
        var request = await AskAsync(asked, quotes.Select(quote => quote.Supplier));
        foreach (var (supplier, price) in quotes)
            await Suppliers.SubmitQuoteAsync(Quoted(request.Name, supplier, price));
        return await OpenAsync(request.Name);
    }
}
