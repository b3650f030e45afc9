using Google.Protobuf;
using Google.Type;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Server.Validation;

namespace OpsPlatform.Server.Tests.Validation;

/// <summary>What a caller is told of a request that breaks rules.</summary>
public sealed class BrokenRules
{
    private const string Budget = "workspaces/acme/budgets/year-plan";

    private readonly MessageValidator _validator = new(TimeProvider.System);

    [Fact]
    public void A_request_that_keeps_its_rules_has_no_violations() =>
        _validator.Validate(new ReserveFundsRequest { Parent = Budget, Line = "content", AmountMicros = 1 }).ShouldBeEmpty();

    [Fact]
    public void Every_broken_rule_is_told_with_its_place_and_in_both_languages()
    {
        var request = new CreateBudgetRequest
        {
            Parent = "workspaces/acme",
            Budget = new Budget { DisplayName = "Q4", CurrencyCode = "CNY", TotalAmountMicros = 0, Lines = { new BudgetLine { LineId = "content" }, new BudgetLine { LineId = "No" } } },
        };
        _validator.Validate(request).ShouldBe([
            new("budget.total_amount_micros", "int64.gte_lte", new("must be at least 1 and at most 1000000000000000000; given: 0", "必须不小于 1 且不大于 1000000000000000000；当前为：0")),
            new("budget.lines[1].line_id", "string.pattern", new("must match ^[a-z][a-z0-9-]{0,62}$; given: \"No\"", "必须匹配 ^[a-z][a-z0-9-]{0,62}$；当前为：\"No\"")),
        ]);
    }

    [Fact]
    public void Bytes_that_are_no_utf8_are_refused_though_the_runtime_replaces_them()
    {
        // Field 8, `purpose`, as three bytes of which one is in no UTF-8 text.
        byte[] wire = [.. new ReserveFundsRequest { Parent = Budget, Line = "content", AmountMicros = 1 }.ToByteArray(), (8 << 3) | 2, 3, (byte)'a', 0xFF, (byte)'b'];
        var request = ReserveFundsRequest.Parser.ParseFrom(wire);
        request.Purpose.ShouldBe("a\uFFFDb");
        var violation = _validator.Validate(request).ShouldHaveSingleItem();
        (violation.Field, violation.Rule).ShouldBe(("purpose", "string.utf8"));
    }

    [Fact]
    public void What_the_server_alone_sets_is_passed_over()
    {
        var request = new CreateBudgetRequest
        {
            Parent = "workspaces/acme",
            Budget = new Budget { DisplayName = "Q4", CurrencyCode = "CNY", TotalAmountMicros = 1, Submitter = "\uFFFD", Etag = "\uFFFD" },
        };
        _validator.Validate(request).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(2026, 2, 29, false)]
    [InlineData(2024, 2, 29, true)]
    [InlineData(2026, 13, 1, false)]
    [InlineData(2026, 1, 0, false)]
    [InlineData(0, 1, 1, false)]
    [InlineData(0, 0, 0, false)]
    public void Only_days_of_the_calendar_are_dates(int year, int month, int day, bool fits)
    {
        var request = new ReserveFundsRequest { Parent = Budget, Line = "content", AmountMicros = 1, EffectiveDate = new Date { Year = year, Month = month, Day = day } };
        _validator.Validate(request).Select(violation => violation.Rule).ShouldBe(fits ? [] : ["date.valid"]);
    }

    [Fact]
    public void What_was_given_is_shown_short_and_without_control_characters()
    {
        var request = new ReserveFundsRequest { Parent = Budget, Line = "content", AmountMicros = 1, CostItem = "\u001b\n" + new string('x', 1_000_000) };
        var told = _validator.Validate(request).ShouldHaveSingleItem().Description;
        told.En.ShouldEndWith($"given: \"\\u001b\\n{new string('x', 62)}…\"");
        told.En.Length.ShouldBeLessThan(200);
    }

    [Fact]
    public void No_more_than_a_hundred_violations_are_told()
    {
        var request = new CreateBudgetRequest { Parent = "workspaces/acme", Budget = new Budget { DisplayName = "Q4", CurrencyCode = "CNY", TotalAmountMicros = 1 } };
        request.Budget.Lines.Add(Enumerable.Repeat(new BudgetLine { LineId = "No" }, 100_000));
        _validator.Validate(request).Count.ShouldBe(100);
    }

    [Fact]
    public void A_message_that_is_nested_too_deeply_is_refused()
    {
        var tree = new Tree { Label = "x" };
        for (var depth = 0; depth < 100_000; depth++)
            tree = new Tree { Label = "x", Left = tree };
        _validator.Validate(tree).ShouldHaveSingleItem().Rule.ShouldBe("message.depth");
    }

    [Fact]
    public void Calls_in_parallel_share_what_was_compiled()
    {
        var request = new ReserveFundsRequest { Parent = Budget, Line = "content", AmountMicros = -1 };
        Parallel.For(0, 100, _ => _validator.Validate(request).ShouldHaveSingleItem().Rule.ShouldBe("int64.gt_lte"));
    }
}
