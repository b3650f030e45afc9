using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Domain;
using OpsPlatform.Server.Listing;
using OpsPlatform.Server.Tests.Validation;

namespace OpsPlatform.Server.Tests.Listing;

/// <summary>What filters mean, and what is told of those that mean nothing.</summary>
public sealed class FilterMeaning
{
    private static readonly ListFields Budgets = new(Budget.Descriptor);

    [Theory]
    [InlineData("state = ACTIVE", "state = STATE_ACTIVE")]
    [InlineData("state=STATE_ACTIVE", "state = STATE_ACTIVE")]
    [InlineData("state != 'UNSPECIFIED'", "state != STATE_UNSPECIFIED")]
    [InlineData("focus_rule = EIGHTY_TWENTY", "focus_rule = FOCUS_RULE_EIGHTY_TWENTY")]
    [InlineData("total_amount_micros >= 1000000", "total_amount_micros >= 1000000")]
    [InlineData("total_amount_micros>-5", "total_amount_micros > -5")]
    [InlineData("total_amount_micros <= 007", "total_amount_micros <= 7")]
    [InlineData("display_name = \"a \\\"b\\\" \\\\ \\n\"", "display_name = a \"b\" \\ \n")]
    [InlineData("display_name = 'say \"hi\"'", "display_name = say \"hi\"")]
    [InlineData("display_name = \"\"", "display_name = ")]
    [InlineData("display_name:plan", "display_name : plan")]
    [InlineData("name = workspaces/acme/budgets/q4", "name = workspaces/acme/budgets/q4")]
    [InlineData("create_time > 2026-01-31T08:00:00Z", "create_time > 2026-01-31T08:00:00Z")]
    [InlineData("create_time > \"2026-01-31T08:00:00.25+08:00\"", "create_time > 2026-01-31T00:00:00.25Z")]
    [InlineData("create_time < 2026-01-31", "create_time < 2026-01-31T00:00:00Z")]
    [InlineData("period_start_date >= 2026-01-31", "period_start_date >= 2026-01-31")]
    [InlineData("period_end_date:*", "period_end_date : anything")]
    [InlineData("lines.line_id:content", "lines.line_id : content")]
    [InlineData("lines.cost_items:kol", "lines.cost_items : kol")]
    [InlineData("lines:*", "lines : anything")]
    public void A_condition_compares_a_field_with_a_value_of_its_type(string filter, string meaning) => Meaning(filter).ShouldBe(meaning);

    // AIP-160: "a b AND c AND d" is "(a AND b) AND c AND d", and "a AND b OR c" is "a AND (b OR c)".
    [Theory]
    [InlineData("line_a AND line_b", "(a AND b)")]
    [InlineData("line_a line_b", "(a AND b)")]
    [InlineData("line_a line_b AND line_c", "(a AND b AND c)")]
    [InlineData("line_a AND line_b OR line_c", "(a AND (b OR c))")]
    [InlineData("line_a OR line_b AND line_c", "((a OR b) AND c)")]
    [InlineData("line_a line_b OR line_c line_d", "(a AND (b OR c) AND d)")]
    [InlineData("(line_a AND line_b) OR line_c", "((a AND b) OR c)")]
    [InlineData("(line_a)(line_b)", "(a AND b)")]
    [InlineData("NOT line_a", "NOT a")]
    [InlineData("-line_a", "NOT a")]
    [InlineData("NOT (line_a OR line_b)", "NOT (a OR b)")]
    [InlineData("-(line_a)", "NOT a")]
    [InlineData("NOT line_a OR line_b", "(NOT a OR b)")]
    [InlineData("  ( ( line_a ) )\n", "a")]
    public void Conditions_are_joined_as_aip_160_has_it(string shape, string meaning) =>
        Meaning(shape.Replace("line_", "display_name = ")).Replace("display_name = ", "").ShouldBe(meaning);

    [Theory]
    [InlineData("display_name = \"Q4*\"", "(display_name >= Q4 AND display_name < Q5)")]
    [InlineData("display_name = Q4*", "(display_name >= Q4 AND display_name < Q5)")]
    [InlineData("display_name != Q4*", "NOT (display_name >= Q4 AND display_name < Q5)")]
    [InlineData("display_name = \"a\ud7ff*\"", "(display_name >= a\ud7ff AND display_name < a\ue000)")]
    [InlineData("display_name = \"a\udbff\udfff*\"", "(display_name >= a\udbff\udfff AND display_name < b)")]
    [InlineData("display_name = *plan*", "display_name : plan")]
    [InlineData("display_name = *", "everything")]
    [InlineData("display_name = '\\*'", "display_name = *")]
    [InlineData("display_name = 'a\\**'", "(display_name >= a* AND display_name < a+)")]
    public void A_star_stands_for_anything(string filter, string meaning) => Meaning(filter).ShouldBe(meaning);

    [Theory]
    [InlineData("")]
    [InlineData(" \t\n ")]
    public void An_empty_filter_lists_everything(string filter) => FilterParser.Parse(filter, Budgets).ShouldBeNull();

    [Theory]
    [InlineData("stat = ACTIVE", 1, "there is no field \"stat\"; did you mean state?")]
    [InlineData("displayName = x", 1, "there is no field \"displayName\"; did you mean display_name?")]
    [InlineData("colour = x", 1, "there is no field \"colour\" in Budget")]
    [InlineData("lines.id:x", 1, "there is no field \"id\" in BudgetLine")]
    [InlineData("name.x = 1", 1, "name is a single value and has no field \"x\"")]
    [InlineData("create_time.seconds = 1", 1, "create_time is a single value and has no field \"seconds\"")]
    [InlineData("state = ACTIV", 9, "state is compared with one of UNSPECIFIED, DRAFT, PENDING_APPROVAL, ACTIVE, REJECTED, CLOSED, CLOSING; \"ACTIV\" is none")]
    [InlineData("state = 3", 9, "state is compared with one of UNSPECIFIED, DRAFT, PENDING_APPROVAL, ACTIVE, REJECTED, CLOSED, CLOSING; \"3\" is none")]
    [InlineData("state > ACTIVE", 9, "state can be equal or not, but not less or greater")]
    [InlineData("total_amount_micros = 1.5", 23, "total_amount_micros is compared with a whole number of 64 bits; \"1.5\" is none")]
    [InlineData("total_amount_micros = 9223372036854775808", 23, "total_amount_micros is compared with a whole number of 64 bits; \"9223372036854775808\" is none")]
    [InlineData("open_reservation_count = 2147483648", 26, "open_reservation_count is compared with a whole number of 32 bits; \"2147483648\" is none")]
    [InlineData("create_time > 2026-01-31T08:00:00", 15, "create_time is compared with a time, such as 2026-01-31T08:00:00Z; \"2026-01-31T08:00:00\" is none")]
    [InlineData("period_start_date > 2026-02-30", 21, "period_start_date is compared with a day, such as 2026-01-31; \"2026-02-30\" is none")]
    [InlineData("lines.line_id = x", 17, "lines.line_id is repeated; ask with : whether it has a value")]
    [InlineData("lines:x", 7, "lines cannot be compared; ask with lines:* whether it is set")]
    [InlineData("display_name = *x", 16, "a * stands for anything at the end of a text, or at both ends")]
    [InlineData("display_name = x*y", 16, "a * stands for anything at the end of a text, or at both ends")]
    [InlineData("display_name > x*", 16, "a * stands for anything only after = and !=; write \\* in quotes for the character")]
    [InlineData("display_name:x*", 14, "with : a * stands alone; without one a text is asked for anywhere within")]
    [InlineData("display_name = \"a", 16, "the text that begins here has no closing quote")]
    [InlineData("display_name = \"a\\", 16, "a backslash stands only before \" ' \\ * n r t; write \\\\ for the backslash itself")]
    [InlineData("中 = 1", 1, "there is no field \"中\" in Budget")]
    [InlineData("display_name = 😀 colour = 1", 18, "there is no field \"colour\" in Budget")]
    [InlineData("\"text\"", 1, "a text alone asks for nothing; write which field has it, as in display_name:\"text\"")]
    [InlineData("state", 6, "after \"state\" a comparison is missing, such as = or :")]
    [InlineData("state =", 8, "a value is missing after =")]
    [InlineData("state == ACTIVE", 8, "a value is missing after =")]
    [InlineData("state = (ACTIVE OR DRAFT)", 9, "no parenthesis can follow =; write the field in each condition")]
    [InlineData("name(x)", 5, "there are no functions")]
    [InlineData("state = ACTIVE AND", 19, "a condition is missing here, such as state = ACTIVE")]
    [InlineData("AND state = ACTIVE", 1, "AND stands where a condition should")]
    [InlineData("state = ACTIVE and state = DRAFT", 16, "there is no field \"and\" in Budget")]
    [InlineData("NOT NOT state = ACTIVE", 5, "NOT stands where a condition should")]
    [InlineData("(state = ACTIVE", 1, "this parenthesis is not closed")]
    [InlineData("state = ACTIVE)", 15, "\")\" cannot stand here")]
    [InlineData("state = ACTIVE, name = x", 15, "a space is missing here")]
    [InlineData("name='a'name='b'", 9, "a space is missing here")]
    [InlineData("()", 2, "\")\" cannot stand here")]
    [InlineData("= x", 1, "\"=\" cannot stand here")]
    public void A_filter_that_means_nothing_is_refused_with_place_and_reason(string filter, int position, string problem)
    {
        var refusal = Should.Throw<Refusal>(() => FilterParser.Parse(filter, Budgets));
        (refusal.Reason, refusal.Field).ShouldBe((ErrorReason.FilterInvalid, "filter"));
        refusal.Facts.Select(fact => $"{fact.Name} {fact.Value}").ShouldBe([$"position {position}", $"problem {problem}"]);
    }

    [Fact]
    public void A_filter_as_deep_as_anybody_writes_is_read_and_deeper_ones_are_refused()
    {
        Meaning($"{new string('(', 50)}state = ACTIVE{new string(')', 50)}").ShouldBe("state = STATE_ACTIVE");
        Problem($"{new string('(', 51)}state = ACTIVE{new string(')', 51)}").ShouldBe("it is nested more than 50 deep");
        Problem(new string('(', 4000)).ShouldBe("it is nested more than 50 deep");
        Problem(new string('(', 10_000)).ShouldBe("it has 10000 characters, and 4096 are the most");
        Problem(string.Concat(Enumerable.Repeat("NOT (", 10_000))).ShouldBe("it has 50000 characters, and 4096 are the most");
    }

    [Theory]
    [InlineData("etag = 1", "\"etag\" cannot be asked for here; these can: name, state")]
    [InlineData("stat = 1", "there is no field \"stat\"; did you mean state?")]
    public void A_list_may_have_fields_that_it_cannot_be_asked_for(string filter, string problem) =>
        Should.Throw<Refusal>(() => FilterParser.Parse(filter, new ListFields(Budget.Descriptor, ["name", "state"]))).Facts[1].Value.ToString().ShouldBe(problem);

    [Fact]
    public void A_problem_is_told_in_both_languages() =>
        Should.Throw<Refusal>(() => FilterParser.Parse("stat = 1", Budgets)).Facts[1].Value.ShouldBe(new Sentence("there is no field \"stat\"; did you mean state?", "没有字段 \"stat\"，是否指 state？"));

    [Fact]
    public void A_map_cannot_be_asked_for() =>
        Should.Throw<Refusal>(() => FilterParser.Parse("sized:*", new ListFields(Maps.Descriptor))).Facts[1].Value.ToString().ShouldBe("sized is a map, which cannot be asked for");

    private static string Meaning(string filter) => FilterText.Of(FilterParser.Parse(filter, Budgets)!);

    private static string? Problem(string filter) => Should.Throw<Refusal>(() => FilterParser.Parse(filter, Budgets)).Facts[1].Value.ToString();
}
