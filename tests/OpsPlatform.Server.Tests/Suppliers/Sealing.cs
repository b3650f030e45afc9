using System.Text;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using OpsPlatform.Api.V1;
using OpsPlatform.Events.V1;
using OpsPlatform.Server.Personal;
using OpsPlatform.Server.Suppliers;
using OpsPlatform.Server.Tests.Partners;
using OpsPlatform.Server.Tests.Personal;
using OpsPlatform.Suppliers.V1;
using State = OpsPlatform.Suppliers.V1.QuoteRequest.Types.State;

namespace OpsPlatform.Server.Tests.Suppliers;

/// <summary>Nobody reads a quote before its deadline, whoever it is and however they try.</summary>
public sealed class Sealing(RunningServer server) : QuoteTest(server)
{
    /// <summary>What no answer may have in it: a price whose digits nothing else has, and a note. Each test has its own, because what others opened is there to be read.</summary>
    private readonly long _price = 1_000_000_000_000 + Random.Shared.NextInt64(8_000_000_000_000);
    private readonly string _note = $"envelope-{Guid.NewGuid():N}";

    [Fact]
    public async Task No_rpc_tells_what_a_sealed_quote_says()
    {
        var (request, supplier) = await SealedAsync();
        var events = Server.Operator.Events;
        var submitted = (await events.ListEventsAsync(new() { Parent = Workspace, Filter = $"resource = \"{request.Name}\" AND type = \"quote_submitted\"" })).Events.ShouldHaveSingleItem();
        IMessage[] answers =
        [
            await Suppliers.GetQuoteRequestAsync(new() { Name = request.Name }),
            await Suppliers.GetQuoteRequestAsync(new() { Name = request.Name, ReadTime = (Server.Clock.GetUtcNow() + Deadline).ToTimestamp() }),
            await Suppliers.ListQuoteRequestsAsync(new() { Parent = Workspace }),
            await Suppliers.SubmitQuoteAsync(new(Quoted(request.Name, supplier, _price, _note)) { ValidateOnly = true }),
            await Suppliers.GetSupplierAsync(new() { Name = supplier }),
            submitted,
            await events.GetEventAsync(new() { Name = submitted.Name }),
        ];
        answers[0].ShouldBeOfType<QuoteRequest>().Quotes.ShouldHaveSingleItem().ShouldSatisfyAllConditions(quote => quote.Supplier.ShouldBe(supplier), quote => quote.Offer.ShouldBeNull());
        foreach (var answer in answers)
            MustNotTell(answer.ToString()!);
        answers[^1].ShouldBeOfType<Event>().ToString().ShouldNotContain(SubjectKey.Prefix, Case.Sensitive, "nor how it looks sealed");

        await Suppliers.CompareQuotesAsync(new() { Name = request.Name }).Refused(ErrorReason.QuoteSealed);
        await Suppliers.AwardQuoteAsync(new() { Name = request.Name, Supplier = supplier, Reason = "To see the price", ValidateOnly = true }).Refused(ErrorReason.QuoteSealed);
        (await Server.Operator.Persons.RevealPersonAsync(new() { Parent = Workspace, Resource = $"{request.Name}/sealed-quotes/{supplier.Split('/')[^1]}", Purpose = "To see the price" }).Outcome()).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("quotes.offer.unit_price_micros:{0}")]
    [InlineData("quotes.offer.note:\"{1}\"")]
    [InlineData("quotes.offer.lead_days:10")]
    [InlineData("quotes.offer:*")]
    public async Task No_filter_finds_what_a_sealed_quote_says(string filter)
    {
        var (request, _) = await SealedAsync();
        (await FindAsync()).ShouldNotContain(request.Name);
        await OpenAsync(request.Name);
        (await FindAsync()).ShouldContain(request.Name, "it is found once it is opened, so the filter is one that finds");

        async Task<IEnumerable<string>> FindAsync() => (await Suppliers.ListQuoteRequestsAsync(new() { Parent = Workspace, Filter = filter.Replace("{0}", $"{_price}").Replace("{1}", _note), PageSize = 1000 })).QuoteRequests.Select(found => found.Name);
    }

    [Fact]
    public async Task Neither_an_export_nor_the_database_nor_the_log_has_it()
    {
        var (request, supplier) = await SealedAsync();
        using var export = Server.Operator.Events.ExportEvents(new() { Parent = Workspace });
        var events = new List<ChainedEvent>();
        while (await export.ResponseStream.MoveNext(default))
            events.AddRange(export.ResponseStream.Current.Batch?.Events ?? []);
        events.ShouldContain(told => told.Type == "quote_submitted" && request.Name.EndsWith(told.Stream));
        foreach (var told in events)
        {
            MustNotTell(told.DataJson);
            MustNotTell(Encoding.UTF8.GetString(told.Wire.Span));
            told.Wire.Span.IndexOf(new Offer { UnitPriceMicros = _price }.ToByteArray()).ShouldBe(-1);
        }

        var rows = string.Join('\n', await Server.RowsAsync());
        rows.ShouldContain(supplier, Case.Sensitive, "so that the search would find it");
        MustNotTell(rows);
        MustNotTell(string.Join('\n', Server.Log.All));
    }

    [Fact]
    public async Task Before_the_deadline_nothing_opens_it_and_as_of_then_it_stays_sealed_for_ever()
    {
        var (request, _) = await SealedAsync();
        await Server.RunOnceAsync<QuoteOpening>();
        (await Suppliers.GetQuoteRequestAsync(new() { Name = request.Name })).State.ShouldBe(State.Collecting);
        var before = Server.Clock.GetUtcNow();
        var opened = await OpenAsync(request.Name);
        (opened.State, opened.Quotes.Single().Offer.UnitPriceMicros, opened.Quotes.Single().Offer.Note).ShouldBe((State.Opened, _price, _note));
        MustNotTell((await Suppliers.GetQuoteRequestAsync(new() { Name = request.Name, ReadTime = before.ToTimestamp() })).ToString()!);
        (await Suppliers.GetQuoteRequestAsync(new() { Name = request.Name })).ShouldBe(opened);
    }

    [Fact]
    public async Task A_cancelled_request_leaves_its_quotes_sealed()
    {
        var (request, supplier) = await SealedAsync();
        await Suppliers.CancelQuoteRequestAsync(new() { Name = request.Name, Reason = "To look early" });
        var after = await OpenAsync(request.Name);
        (after.State, after.Quotes.Single().Offer).ShouldBe((State.Cancelled, null));
        await Suppliers.CompareQuotesAsync(new() { Name = request.Name }).Refused(ErrorReason.QuoteSealed);
        await Suppliers.AwardQuoteAsync(new() { Name = request.Name, Supplier = supplier, Reason = "Any" }).Refused(ErrorReason.QuoteSealed);
    }

    [Fact]
    public async Task A_guess_is_answered_alike_whether_it_is_right_or_wrong()
    {
        var (request, supplier) = await SealedAsync();
        var right = await TryAsync(_price);
        var wrong = await TryAsync(_price + 1);
        right.Receipt.ShouldNotBe(wrong.Receipt);
        right.Receipt.ShouldNotBe((await Suppliers.GetQuoteRequestAsync(new() { Name = request.Name })).Quotes.Single().ReceiptSha256, "an equal offer is sealed differently");
        right.Headers.ShouldBe(wrong.Headers);

        async Task<(ByteString Receipt, string Headers)> TryAsync(long price)
        {
            using var call = Suppliers.SubmitQuoteAsync(new(Quoted(request.Name, supplier, price, _note)) { ValidateOnly = true });
            var headers = (await call.ResponseHeadersAsync).Where(entry => entry.Key != "date").Select(entry => $"{entry.Key}: {entry.Value}");
            return ((await call).ReceiptSha256, string.Join('\n', headers));
        }
    }

    [Fact]
    public async Task Another_client_learns_nothing_by_the_same_request_id()
    {
        var (supplier, id) = ((await ActiveAsync()).Name, $"{Guid.NewGuid()}");
        var request = await AskAsync(supplier);
        var quoted = new SubmitQuoteRequest(Quoted(request.Name, supplier, _price, _note)) { RequestId = id };
        var first = await Suppliers.SubmitQuoteAsync(quoted);
        (await Suppliers.SubmitQuoteAsync(quoted)).ShouldBe(first, "a repeat is one");
        await Suppliers.SubmitQuoteAsync(new(quoted) { Offer = new(quoted.Offer) { UnitPriceMicros = _price - 1 } }).Refused(ErrorReason.RequestIdReused);
        using var other = await Server.ProvisionAsync("acme", $"acme-other-{Guid.NewGuid():n}"[..30], "suppliers.quote");
        (await other.Suppliers.SubmitQuoteAsync(new(quoted) { ValidateOnly = true })).ReceiptSha256.ShouldNotBe(first.ReceiptSha256);
    }

    [Fact]
    public async Task What_a_caller_says_is_sealed_already_is_not_believed()
    {
        var (request, supplier) = await SealedAsync();
        var stolen = (await Server.Get<EventStore.PostgresEventStore>().ReadStreamAsync("acme", $"quote-requests/{request.Name.Split('/')[^1]}", new(10), default)).Events.Select(told => told.Data).OfType<QuoteSubmitted>().Single().SealedOffer;
        var accomplice = (await ActiveAsync()).Name;
        var theirs = await AskAsync(accomplice);
        await Suppliers.SubmitQuoteAsync(new(Quoted(theirs.Name, accomplice, 5)) { SealedOffer = stolen });
        await Suppliers.SubmitQuoteAsync(new() { Name = theirs.Name, Supplier = accomplice, CurrencyCode = "CNY", SealedOffer = stolen }).Refused(ErrorReason.InvalidField);
        (await OpenAsync(theirs.Name)).Quotes.Single().Offer.UnitPriceMicros.ShouldBe(5);
        supplier.ShouldNotBe(accomplice);
    }

    [Fact]
    public async Task An_approval_that_holds_a_quote_holds_it_sealed()
    {
        var workspace = $"w{Guid.NewGuid():n}"[..20];
        using var maker = await Server.ProvisionAsync(workspace, $"{workspace}-maker", "*");
        using var checker = await Server.ProvisionAsync(workspace, $"{workspace}-checker", "*");
        var supplier = (await CreateAsync(workspace: $"workspaces/{workspace}", by: maker.Suppliers)).Name;
        await maker.Suppliers.AddQualificationAsync(new() { Name = supplier, DocumentId = "licence", Title = "Licence" });
        await maker.Suppliers.QualifySupplierAsync(new() { Name = supplier });
        var request = await maker.Suppliers.RequestQuotesAsync(new() { Parent = $"workspaces/{workspace}", QuoteRequest = new(Asked()) { Suppliers = { supplier } } });
        await maker.Approvals.SetApprovalPolicyAsync(new() { Name = $"workspaces/{workspace}/policies/quotes", Permissions = { "suppliers.quote" } });
        Server.Clock.Advance(PartnerSteps.Soon);

        var held = await maker.Suppliers.SubmitQuoteAsync(new(Quoted(request.Name, supplier, _price, _note)) { RequestId = $"{Guid.NewGuid()}" }).Refused(ErrorReason.ApprovalPending);
        MustNotTell(held.ToString()!);
        var approval = await checker.Approvals.GetApprovalAsync(new() { Name = held.Info.Metadata["approval"] });
        MustNotTell(approval.RequestJson);
        MustNotTell(Encoding.UTF8.GetString(approval.Request.Span));
        await checker.Approvals.ApproveRequestAsync(new() { Name = approval.Name });
        Server.Clock.Advance(Deadline);
        await Server.RunOnceAsync<QuoteOpening>();
        (await maker.Suppliers.GetQuoteRequestAsync(new() { Name = request.Name })).Quotes.Single().Offer.UnitPriceMicros.ShouldBe(_price, "it was the quote that was approved");
    }

    [Fact]
    public async Task Who_may_only_quote_reads_nothing_else_of_the_request()
    {
        var (request, supplier) = await SealedAsync();
        using var bidder = await Server.ProvisionAsync("acme", $"acme-bidder-{Guid.NewGuid():n}"[..30], "suppliers.quote");
        await bidder.Suppliers.GetQuoteRequestAsync(new() { Name = request.Name }).Refused(ErrorReason.PermissionMissing);
        var receipt = await bidder.Suppliers.SubmitQuoteAsync(Quoted(request.Name, supplier, 1));
        (receipt.Supplier, receipt.Offer).ShouldBe((supplier, null));
        await bidder.Suppliers.CompareQuotesAsync(new() { Name = request.Name }).Refused(ErrorReason.PermissionMissing);
    }

    private async Task<(QuoteRequest Request, string Supplier)> SealedAsync()
    {
        var supplier = (await ActiveAsync()).Name;
        var request = await AskAsync(supplier);
        MustNotTell((await Suppliers.SubmitQuoteAsync(Quoted(request.Name, supplier, _price, _note))).ToString()!);
        return (request, supplier);
    }

    private void MustNotTell(string text)
    {
        text.ShouldNotContain($"{_price}");
        text.ShouldNotContain(_note);
        text.ShouldNotContain(Convert.ToBase64String(new Offer { UnitPriceMicros = _price, LeadDays = 10, Note = _note }.ToByteArray()));
    }
}
