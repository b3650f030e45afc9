using System.Buffers.Text;
using System.Text;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Server.Tests.Budgets;
using static OpsPlatform.Server.Tests.Budgets.BudgetSteps;
using ListToken = OpsPlatform.Server.Listing.PageToken;

namespace OpsPlatform.Server.Tests.Pipeline;

public sealed class BadQueries(RunningServer server) : ServerTest(server)
{
    [Fact]
    public async Task A_page_token_belongs_to_its_query()
    {
        var token = await PageToken();
        await List(new() { PageToken = token });
        await List(new() { PageToken = token, PageSize = 7 });
        await List(new() { PageToken = token, Filter = "state = DRAFT" }).Refused(ErrorReason.PageTokenInvalid);
        await List(new() { PageToken = token, OrderBy = "display_name" }).Refused(ErrorReason.PageTokenInvalid);
        await Server.Stranger.Budgets.ListBudgetsAsync(new() { Parent = "workspaces/globex", PageToken = token }).Refused(ErrorReason.PageTokenInvalid);
        var budget = await Server.DraftAsync(OfLines(("content", 1)));
        await Operator.ListReservationsAsync(new() { Parent = budget.Name, PageToken = token }).Refused(ErrorReason.PageTokenInvalid);
        await Operator.ListEntriesAsync(new() { Parent = budget.Name, PageToken = token }).Refused(ErrorReason.PageTokenInvalid);
    }

    [Fact]
    public async Task A_damaged_page_token_is_refused()
    {
        var token = await PageToken();
        foreach (var damaged in new[] { token[..^1], token + "A", "A" + token, token[..10], "*", "AAAA", new string('A', 4096) })
            (await List(new() { PageToken = damaged }).Refused(ErrorReason.PageTokenInvalid)).Fields.ShouldBe(["page_token"], damaged);
        for (var i = 0; i < token.Length; i++)
            await List(new() { PageToken = token[..i] + (token[i] == 'x' ? 'y' : 'x') + token[(i + 1)..] }).Refused(ErrorReason.PageTokenInvalid);
    }

    [Theory]
    [InlineData("no key at all")]
    [InlineData("[]")]
    [InlineData("[\"a\",\"b\"]")]
    [InlineData("99999999999999999999")]
    public async Task A_forged_page_token_is_refused_where_its_key_makes_no_sense(string key)
    {
        var budget = await Server.DraftAsync(OfLines(("content", 1)));
        var budgets = ListToken.For("opsplatform.budgets.v1.Budget", Workspace, "", "").Write(key);
        var entries = ListToken.For("opsplatform.budgets.v1.LedgerEntry", budget.Name, "", "").Write(key);
        var totals = ListToken.For("opsplatform.budgets.v1.Budget", Workspace, "", "total_amount_micros").Write(key);

        await List(new() { PageToken = budgets }).Refused(ErrorReason.PageTokenInvalid);
        await List(new() { PageToken = totals, OrderBy = "total_amount_micros" }).Refused(ErrorReason.PageTokenInvalid);
        await Operator.ListEntriesAsync(new() { Parent = budget.Name, PageToken = entries }).Refused(ErrorReason.PageTokenInvalid);
    }

    [Fact]
    public async Task A_filter_nested_too_deep_is_refused()
    {
        (await List(new() { Filter = new string('(', 10_000) }).Refused(ErrorReason.InvalidField)).Fields.ShouldBe(["filter"]);
        var depth = 2000;
        (await List(new() { Filter = new string('(', depth) + "a=1" + new string(')', depth) }).Refused(ErrorReason.FilterInvalid)).Fields.ShouldBe(["filter"]);
        await List(new() { Filter = string.Concat(Enumerable.Repeat("NOT ", 1000)) + "state = DRAFT" }).Refused(ErrorReason.FilterInvalid);
        await List(new() { Filter = string.Concat(Enumerable.Repeat("-", 4000)) + "state = DRAFT" }).Refused(ErrorReason.FilterInvalid);
    }

    [Fact]
    public async Task A_long_filter_of_many_parts_is_answered() =>
        (await List(new() { Filter = string.Join(" OR ", Enumerable.Range(0, 90).Select(i => $"total_amount_micros = {i + 1_000_000}")) })).Budgets.ShouldBeEmpty();

    [Theory]
    [InlineData("colour = \"red\"")]
    [InlineData("state = PAINTED")]
    [InlineData("total_amount_micros = \"much\"")]
    [InlineData("lines.line_id = \"content\"")]
    [InlineData("lines > 3")]
    [InlineData("state > DRAFT")]
    [InlineData("create_time > \"yesterday\"")]
    [InlineData("create_time > \"0000-00-00T99:99:99Z\"")]
    [InlineData("total_amount_micros > 99999999999999999999999")]
    [InlineData("period_start_date = \"2026-02-31\"")]
    [InlineData("display_name =")]
    [InlineData("(")]
    [InlineData("name = \"unended")]
    [InlineData("'; drop table mt_events; --")]
    public async Task A_filter_that_makes_no_sense_is_refused_with_its_place(string filter)
    {
        var error = await List(new() { Filter = filter }).Refused(ErrorReason.FilterInvalid);
        error.Fields.ShouldBe(["filter"]);
        int.Parse(error.Info.Metadata["position"]).ShouldBePositive();
    }

    [Theory]
    [InlineData("colour")]
    [InlineData("name sideways")]
    [InlineData("name,,display_name")]
    [InlineData("lines")]
    [InlineData("display_name, currency_code, state, submitter, reviewer, state_reason, etag, create_time, update_time")]
    public async Task An_order_that_makes_no_sense_is_refused(string order) =>
        (await List(new() { OrderBy = order }).Refused(ErrorReason.OrderByInvalid)).Fields.ShouldBe(["order_by"]);

    [Fact]
    public async Task Random_filters_and_orders_are_answered_or_refused()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        string[] words = ["state", "name", "lines", ".", "=", "!=", ":", "<", "(", ")", "AND", "OR", "NOT", "-", "\"a\"", "'", "*", "DRAFT", "3", "-1", "2026-01-01", "desc", ",", "\\", "é", "create_time", "period_start_date", "year"];
        for (var i = 0; i < 150; i++)
        {
            string Words() => string.Join(random.Next(3) == 0 ? "" : " ", random.GetItems(words, random.Next(1, 8)));

            var (filter, order) = (Words(), random.Next(2) == 0 ? Words() : "");
            var error = await List(new() { Filter = filter, OrderBy = order }).Outcome();
            (error?.Reason).ShouldBeOneOf([null, "FILTER_INVALID", "ORDER_BY_INVALID"], $"seed {seed}, filter {filter}, order {order}: {error?.Message}");
        }
    }

    private Grpc.Core.AsyncUnaryCall<ListBudgetsResponse> List(ListBudgetsRequest request)
    {
        request.Parent = Workspace;
        return Operator.ListBudgetsAsync(request);
    }

    private async Task<string> PageToken()
    {
        await Server.DraftAsync(OfLines(("content", 1)));
        await Server.DraftAsync(OfLines(("content", 1)));
        var token = (await List(new() { PageSize = 1 })).NextPageToken;
        Base64Url.IsValid(Encoding.ASCII.GetBytes(token)).ShouldBeTrue();
        return token;
    }
}
