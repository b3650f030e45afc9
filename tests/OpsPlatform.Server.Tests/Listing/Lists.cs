using OpsPlatform.Accounts.V1;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Domain;
using OpsPlatform.EventStore;
using OpsPlatform.Server.Listing;

namespace OpsPlatform.Server.Tests.Listing;

/// <summary>Sizes, orders and page tokens of lists.</summary>
public sealed class Lists
{
    private static readonly ListFields Budgets = new(Budget.Descriptor);

    private const string Acme = "workspaces/acme";

    [Theory]
    [InlineData(0, 50)]
    [InlineData(1, 1)]
    [InlineData(1000, 1000)]
    [InlineData(1001, 1000)]
    [InlineData(int.MaxValue, 1000)]
    public void A_page_size_is_brought_into_its_bounds(int asked, int given) =>
        Parse(new ListBudgetsRequest { Parent = Acme, PageSize = asked }).PageSize.ShouldBe(given);

    [Fact]
    public void A_negative_page_size_is_refused()
    {
        var refusal = Should.Throw<Refusal>(() => Parse(new ListBudgetsRequest { Parent = Acme, PageSize = -1 }));
        (refusal.Reason, refusal.Field).ShouldBe((ErrorReason.InvalidField, "page_size"));
    }

    [Fact]
    public void A_request_without_filter_order_and_token_lists_everything_from_the_first()
    {
        var list = Parse(new ListBudgetsRequest { Parent = Acme });
        list.Filter.ShouldBeNull();
        list.Order.ShouldBeEmpty();
        list.After.ShouldBeNull();
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("  ", "")]
    [InlineData("display_name", "display_name")]
    [InlineData(" update_time   desc ,display_name asc", "update_time desc, display_name")]
    [InlineData("period_start_date desc", "period_start_date desc")]
    public void An_order_is_fields_with_directions(string orderBy, string meaning) =>
        string.Join(", ", OrderBy.Parse(orderBy, Budgets).Select(key => key.Field + (key.Descending ? " desc" : ""))).ShouldBe(meaning);

    [Theory]
    [InlineData("display_nam", "there is no field \"display_nam\"; did you mean display_name?")]
    [InlineData("display_name down", "\"down\" is no direction; write asc or desc")]
    [InlineData("display_name DESC", "\"DESC\" is no direction; write asc or desc")]
    [InlineData("display_name desc update_time", "a comma is missing in \"display_name desc update_time\"")]
    [InlineData("display_name,", "a field is missing between its commas")]
    [InlineData("name, name desc", "it names \"name\" more than once")]
    [InlineData("lines", "\"lines\" has no single value to order by")]
    [InlineData("lines.line_id", "\"lines.line_id\" has no single value to order by")]
    [InlineData("name,display_name,state,currency_code,total_amount_micros,etag,submitter,create_time,update_time", "it names 9 fields, and 8 are the most")]
    public void An_order_that_means_nothing_is_refused_with_its_reason(string orderBy, string problem)
    {
        var refusal = Should.Throw<Refusal>(() => OrderBy.Parse(orderBy, Budgets));
        (refusal.Reason, refusal.Field).ShouldBe((ErrorReason.OrderByInvalid, "order_by"));
        refusal.Facts.ShouldHaveSingleItem().Value.ToString().ShouldBe(problem);
    }

    [Theory]
    [InlineData("budgets/q4")]
    [InlineData("")]
    [InlineData("[\"中\",\"😀\"]")]
    public void A_page_token_leads_to_where_its_page_ended_whatever_the_next_page_size(string key)
    {
        var token = Parse(Query()).NextPageToken(key);
        token.ShouldMatch("^[A-Za-z0-9_-]+$");
        var next = Query(token);
        next.PageSize = 7;
        Parse(next).After.ShouldBe(key);
    }

    [Fact]
    public void A_page_token_of_another_query_is_refused()
    {
        var token = Parse(Query()).NextPageToken("budgets/q4");
        ListBudgetsRequest[] others = [Query(token), Query(token), Query(token)];
        others[0].Parent = "workspaces/other";
        others[1].Filter = "state = DRAFT";
        others[2].OrderBy = "display_name";
        foreach (var other in others)
            Refused(() => Parse(other));
        Refused(() => ListQuery.Parse(Reservation.Descriptor, new ListReservationsRequest { Parent = Acme, Filter = "", PageToken = token }));
    }

    [Fact]
    public void A_page_token_of_a_list_with_deleted_ones_is_not_of_one_without()
    {
        foreach (var shown in new[] { true, false })
        {
            var request = new ListAccountsRequest { Parent = Acme, ShowDeleted = shown };
            request.PageToken = Parse(request).NextPageToken("accounts/main");
            Parse(request).After.ShouldBe("accounts/main");
            request.ShowDeleted = !shown;
            Refused(() => Parse(request));
        }

        static ListQuery Parse(ListAccountsRequest request) => ListQuery.Parse(Account.Descriptor, request);
    }

    [Fact]
    public void A_page_token_in_which_any_character_was_changed_is_refused()
    {
        var token = Parse(Query()).NextPageToken("budgets/q4-plan");
        for (var i = 0; i < token.Length; i++)
            Refused(() => Parse(Query(token[..i] + (token[i] == 'A' ? 'B' : 'A') + token[(i + 1)..])));
        for (var length = 1; length < token.Length; length++)
            Refused(() => Parse(Query(token[..length])));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("====")]
    [InlineData("中")]
    [InlineData("AQ")]
    [InlineData(" ")]
    public void What_is_no_page_token_is_refused(string token) => Refused(() => Parse(Query(token)));

    private static void Refused(Action parse)
    {
        var refusal = Should.Throw<Refusal>(parse);
        (refusal.Reason, refusal.Field).ShouldBe((ErrorReason.PageTokenInvalid, "page_token"));
    }

    private static ListBudgetsRequest Query(string token = "") => new() { Parent = Acme, Filter = "state = ACTIVE", OrderBy = "display_name desc", PageToken = token };

    private static ListQuery Parse(ListBudgetsRequest request) => ListQuery.Parse(Budget.Descriptor, request);
}
