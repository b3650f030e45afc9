using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Metrics.V1;
using OpsPlatform.Server.Tests.Budgets;
using OpsPlatform.Suppliers.V1;
using Kind = OpsPlatform.Suppliers.V1.SettlementLine.Types.Kind;
using Source = OpsPlatform.Metrics.V1.MetricValue.Types.Source;

namespace OpsPlatform.Server.Tests.Suppliers;

/// <summary>What is owed, line by line, and again.</summary>
public sealed class Settling(RunningServer server) : OrderTest(server)
{
    [Fact, Trait("row", "SUP-07")]
    public async Task Accepted_deliveries_are_owed_and_split_to_the_micro()
    {
        var draft = Drafted((await ActiveAsync()).Name);
        draft.Parties.Clear();
        draft.Parties.Add([new Party { PartyId = "starlight", ShareBps = 6000 }, new Party { PartyId = "ann", ShareBps = 4000 }]);
        var agreement = await SignedAsync(draft);
        var order = (await OrderAsync(Ordered(agreement.Name, quantity: 3, unitPriceMicros: 10_001))).Name;
        await AcceptedAsync(order);
        var rejected = (await DeliverAsync(order)).Deliveries[^1].DeliveryId;
        await Suppliers.RejectDeliveryAsync(new() { Name = order, DeliveryId = rejected, Reason = "Blurred" });
        await DeliverAsync(order);
        var (from, to) = NextDay();

        var settled = await ComputeAsync(agreement.Name, from, to);
        var statement = settled.Statements.ShouldHaveSingleItem();
        statement.Lines.Select(line => (line.Kind, line.Order, line.Quantity, line.RateMicros, line.AmountMicros)).ShouldBe([(Kind.Delivery, order, 1, 10_001, 10_001)], "neither what was rejected nor what waits");
        statement.Shares.Select(share => (share.PartyId, share.AmountMicros)).ShouldBe([("starlight", 6001), ("ann", 4000)]);
        (settled.TotalMicros, settled.Supplier, settled.CurrencyCode).ShouldBe((10_001, agreement.Supplier, "CNY"));
    }

    [Fact]
    public async Task Results_shares_and_the_guarantee_are_told_line_by_line()
    {
        var account = await AccountAsync();
        var terms = new PayTerms
        {
            FixedAmountMicros = 7,
            ResultRates = { new ResultRate { MetricId = "plays", RateMicros = 30 * Yuan, PerCount = 1000 }, new ResultRate { MetricId = "orders", RateMicros = 2 * Yuan } },
            RevenueMetric = "sales",
            ShareTiers = { new ShareTier { ShareBps = 500 }, new ShareTier { FromMicros = 1000 * Yuan, ShareBps = 1000 } },
            GuaranteeAmountMicros = 500 * Yuan,
            Accounts = { account },
        };
        var agreement = await SignedAsync(new(Drafted((await ActiveAsync()).Name)) { PayTerms = terms });
        var day = Today();
        await RecordAsync(account, day, ("plays", 1500), ("orders", 3), ("sales", 1200 * Yuan));
        var (from, to) = NextDay();
        var statement = (await ComputeAsync(agreement.Name, from, to)).Statements.Single();
        statement.Lines.Select(line => (line.Kind, line.MetricId, line.Quantity, line.AmountMicros)).ShouldBe(
        [
            (Kind.Fixed, "", 0, 7),
            (Kind.Result, "plays", 1500, 45 * Yuan),
            (Kind.Result, "orders", 3, 6 * Yuan),
            (Kind.Share, "sales", 1000 * Yuan, 50 * Yuan),
            (Kind.Share, "sales", 200 * Yuan, 20 * Yuan),
            (Kind.Guarantee, "", 0, 379 * Yuan),
        ]);
        statement.TotalMicros.ShouldBe((500 * Yuan) + 7);
        (statement.Lines[1].ThereCount, statement.Lines[1].ExpectedCount).ShouldBe((1, 1));
    }

    [Fact]
    public async Task Money_in_another_currency_is_no_settlement_instead_of_a_gap()
    {
        var account = await AccountAsync();
        var terms = new PayTerms { RevenueMetric = "sales", ShareTiers = { new ShareTier { ShareBps = 500 } }, Accounts = { account } };
        var agreement = await SignedAsync(new(Drafted((await ActiveAsync()).Name)) { PayTerms = terms });
        var value = new MetricValue { Account = account, Metric = "sales", Value = 1000 * Yuan, CurrencyCode = "USD", Date = Today(), Source = Source.PlatformApi };
        await Server.Operator.Metrics.RecordMetricsAsync(new() { Parent = Workspace, Values = { value } });
        var (from, to) = NextDay();
        var refused = await Suppliers.ComputeSettlementAsync(Asked(agreement.Name, from, to)).Refused(ErrorReason.SettlementCurrencyMixed);
        (refused.Info.Metadata["given"], refused.Info.Metadata["needed"]).ShouldBe(("USD", "CNY"));

        // A correction is what counts, and not what it has corrected.
        await Server.Operator.Metrics.RecordMetricsAsync(new() { Parent = Workspace, Values = { new MetricValue(value) { Value = 7000 * Yuan, CurrencyCode = "CNY" } } });
        (await ComputeAsync(agreement.Name, from, to)).TotalMicros.ShouldBe(350 * Yuan);
    }

    [Fact]
    public async Task Of_settlements_of_the_same_days_at_once_one_is_made()
    {
        var agreement = (await SignedAsync()).Name;
        var outcomes = await Task.WhenAll(Enumerable.Range(1, 8).Select(day => Suppliers.ComputeSettlementAsync(Asked(agreement, Day(2026, 1, day), Day(2026, 1, 10))).Outcome()));
        outcomes.Count(outcome => outcome is null).ShouldBe(1);
        outcomes.Select(outcome => outcome?.Reason).Distinct().Except([null, "SETTLEMENT_PERIOD_HELD", "SETTLEMENT_PERIOD_SETTLED"]).ShouldBeEmpty();
        (await Suppliers.ListSettlementsAsync(new() { Parent = Workspace, Filter = $"agreement = \"{agreement}\"" })).Settlements.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_refusal_is_told_in_one_language_to_the_end()
    {
        var draft = Drafted((await ActiveAsync()).Name);
        draft.PayTerms = new() { RevenueMetric = "sales" };
        var call = Suppliers.CreateAgreementAsync(new() { Parent = Workspace, Agreement = draft }, new Grpc.Core.Metadata { { "accept-language", "zh-CN" } });
        (await call.Refused(ErrorReason.AgreementTiersInvalid)).Localized.ShouldNotContain("need each other");
    }

    [Fact]
    public async Task A_workspace_s_own_metric_is_paid_by_too()
    {
        var (account, saves) = (await AccountAsync(), $"saves-{Guid.NewGuid():N}"[..20]);
        await Server.Operator.Metrics.CreateMetricAsync(new() { Parent = Workspace, MetricId = saves, Metric = new() { DisplayName = "Saves", Unit = Metric.Types.Unit.Count, Aggregation = Metric.Types.Aggregation.Sum } });
        var agreement = await SignedAsync(new(Drafted((await ActiveAsync()).Name)) { PayTerms = new() { ResultRates = { new ResultRate { MetricId = saves, RateMicros = 10 } }, Accounts = { account } } });
        await RecordAsync(account, Today(), (saves, 100));
        var (from, to) = NextDay();
        (await ComputeAsync(agreement.Name, from, to)).TotalMicros.ShouldBe(1000);
    }

    [Fact]
    public async Task A_metric_that_is_corrected_makes_a_statement_of_the_difference_and_changes_nothing_that_was()
    {
        var account = await AccountAsync();
        var agreement = await SignedAsync(new(Drafted((await ActiveAsync()).Name)) { PayTerms = new() { ResultRates = { new ResultRate { MetricId = "plays", RateMicros = 10 } }, Accounts = { account } } });
        var day = Today();
        await RecordAsync(account, day, ("plays", 100));
        var (from, to) = NextDay();
        var first = await ComputeAsync(agreement.Name, from, to);
        (await Suppliers.CorrectSettlementAsync(new() { Name = first.Name, Reason = "Nothing new" })).ShouldBe(first, "nothing has changed");

        Server.Clock.Advance(TimeSpan.FromSeconds(10));
        await RecordAsync(account, day, ("plays", 90));
        var replay = await Suppliers.ReplaySettlementAsync(new() { Name = first.Name });
        (replay.Identical, replay.Statement.TotalMicros).ShouldBe((true, 1000), "as of then it comes to the same");
        (await Suppliers.GetSettlementAsync(new() { Name = first.Name })).ShouldBe(first, "nobody corrects it silently");

        var corrected = await Suppliers.CorrectSettlementAsync(new() { Name = first.Name, Reason = "Plays were counted anew" });
        corrected.Statements[0].ShouldBe(first.Statements[0]);
        (corrected.Statements[1].Number, corrected.Statements[1].TotalMicros, corrected.Statements[1].DifferenceMicros, corrected.Statements[1].Shares[0].DifferenceMicros, corrected.TotalMicros).ShouldBe((2, 900, -100, -100, 900));
        (await Suppliers.ReplaySettlementAsync(new() { Name = first.Name })).Identical.ShouldBeTrue();
        (await Suppliers.GetSettlementAsync(new() { Name = first.Name, ReadTime = first.UpdateTime })).ShouldBe(first);
    }

    [Fact]
    public async Task A_day_is_settled_once_when_it_is_over_and_within_the_agreement()
    {
        var agreement = (await SignedAsync()).Name;
        var today = Today();
        await Suppliers.ComputeSettlementAsync(Asked(agreement, today, today)).Refused(ErrorReason.SettlementPeriodOpen);
        await Suppliers.ComputeSettlementAsync(Asked(agreement, Day(2025, 12, 31), Day(2026, 1, 31))).Refused(ErrorReason.SettlementPeriodInvalid);
        await Suppliers.ComputeSettlementAsync(Asked(agreement, Day(2026, 2, 1), Day(2026, 1, 31))).Refused(ErrorReason.SettlementPeriodInvalid);
        await Suppliers.ComputeSettlementAsync(Asked((await DraftAsync(Drafted((await ActiveAsync()).Name))).Name, Day(2026, 1, 1), Day(2026, 1, 31))).Refused(ErrorReason.AgreementState);
        var request = Asked(agreement, Day(2026, 1, 1), Day(2026, 1, 31));
        request.RequestId = $"{Guid.NewGuid()}";
        var settled = await Suppliers.ComputeSettlementAsync(request);
        settled.TotalMicros.ShouldBe(0);
        (await Suppliers.ComputeSettlementAsync(request)).ShouldBe(settled, "a repeat is answered as the first one was");
        await Suppliers.ComputeSettlementAsync(Asked(agreement, Day(2026, 1, 31), Day(2026, 2, 28))).Refused(ErrorReason.SettlementPeriodSettled);
        await Suppliers.ComputeSettlementAsync(Asked(agreement, Day(2026, 2, 1), Day(2026, 2, 28)));
        (await Suppliers.ListSettlementsAsync(new() { Parent = Workspace, Filter = $"agreement = \"{agreement}\"" })).Settlements.Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_is_paid_by_is_a_metric_and_what_is_shared_is_money()
    {
        var supplier = (await ActiveAsync()).Name;
        var account = $"{Workspace}/accounts/main";
        await DraftAsync(new(Drafted(supplier)) { PayTerms = new() { ResultRates = { new ResultRate { MetricId = "fame", RateMicros = 1 } }, Accounts = { account } } }).Refused(ErrorReason.MetricNotKnown);
        await DraftAsync(new(Drafted(supplier)) { PayTerms = new() { RevenueMetric = "plays", ShareTiers = { new ShareTier { ShareBps = 1 } }, Accounts = { account } } }).Refused(ErrorReason.AgreementTiersInvalid);
    }

    [Fact]
    public async Task A_settlement_is_paid_from_what_its_deliveries_have_spent_and_the_rest_from_a_line()
    {
        var account = await AccountAsync();
        var terms = new PayTerms { PaysDeliveries = true, ResultRates = { new ResultRate { MetricId = "plays", RateMicros = 10 } }, Accounts = { account } };
        var agreement = await SignedAsync(new(Drafted((await ActiveAsync()).Name)) { PayTerms = terms });
        var budget = await Server.ActiveAsync(("content", 10_000), ("results", 5_000));
        var order = await OrderAsync(new(Ordered(agreement.Name, quantity: 3, unitPriceMicros: 1_000)) { Budget = budget.Name, BudgetLine = "content" });
        await AcceptedAsync(order.Name, 2);
        var day = Today();
        await RecordAsync(account, day, ("plays", 100));
        var (from, to) = NextDay();
        var settled = await ComputeAsync(agreement.Name, from, to);
        settled.TotalMicros.ShouldBe(3_000);

        var tried = await Suppliers.PaySettlementAsync(new() { Name = settled.Name, Budget = budget.Name, Line = "results", ValidateOnly = true });
        tried.Impact.Lines.Select(line => (line.Line, line.After.PaidAmountMicros)).ShouldBe([("content", 2_000), ("results", 1_000)]);
        var paid = await Suppliers.PaySettlementAsync(new() { Name = settled.Name, Budget = budget.Name, Line = "results", ExternalReference = "BANK-7" });
        (paid.PaidMicros, paid.Payments.Single().OutsideMicros).ShouldBe((3_000, 0));
        paid.Payments.Single().Expenses.Select(part => part.AmountMicros).ShouldBe([2_000, 1_000]);
        (await Suppliers.PaySettlementAsync(new() { Name = settled.Name })).ShouldBe(paid, "nothing is owed any more");
        (await Server.GetAsync(budget.Name)).Lines.Select(line => (line.HeldAmountMicros, line.SpentAmountMicros, line.PaidAmountMicros)).ShouldBe([(1_000, 2_000, 2_000), (0, 1_000, 1_000)]);

        Server.Clock.Advance(TimeSpan.FromSeconds(10));
        await RecordAsync(account, day, ("plays", 40));
        await Suppliers.CorrectSettlementAsync(new() { Name = settled.Name, Reason = "Plays were counted anew" });
        var back = await Suppliers.PaySettlementAsync(new() { Name = settled.Name, ExternalReference = "BANK-8" });
        (back.PaidMicros, back.Payments[1].AmountMicros, back.Payments[1].Statement).ShouldBe((2_400, -600, 2));
        (await Server.GetAsync(budget.Name)).Lines[1].ShouldSatisfyAllConditions(line => line.SpentAmountMicros.ShouldBe(400), line => line.PaidAmountMicros.ShouldBe(400), line => line.LeftAmountMicros.ShouldBe(4_600));
        (await Server.LedgerMustGiveTheLinesAsync(budget.Name)).Where(entry => entry.Settlement == settled.Name).Select(entry => (entry.Kind, entry.AmountMicros))
            .ShouldBe([(LedgerEntry.Types.Kind.Paid, 2_000), (LedgerEntry.Types.Kind.Paid, 1_000), (LedgerEntry.Types.Kind.PaymentRefunded, 600)]);
    }

    [Fact]
    public async Task What_stands_in_no_budget_is_noted_as_paid()
    {
        var agreement = await SignedAsync();
        var order = (await OrderAsync(Ordered(agreement.Name))).Name;
        await AcceptedAsync(order);
        var (from, to) = NextDay();
        var settled = await ComputeAsync(agreement.Name, from, to);

        var paid = await Suppliers.PaySettlementAsync(new() { Name = settled.Name, ExternalReference = "BANK-9" });
        (paid.PaidMicros, paid.Payments.Single().OutsideMicros, paid.Payments.Single().Expenses.Count).ShouldBe((100 * Yuan, 100 * Yuan, 0));
        var dollars = await Server.ActiveAsync(new Budget(BudgetSteps.OfLines(("content", 1_000))) { CurrencyCode = "USD" });
        var other = await ComputedAsync();
        await Suppliers.PaySettlementAsync(new() { Name = other.Name, Budget = dollars.Name, Line = "content" }).Refused(ErrorReason.CurrencyMismatch);
        await Suppliers.PaySettlementAsync(new() { Name = other.Name, Budget = (await Server.ActiveAsync(("content", 1_000))).Name, Line = "none" }).Refused(ErrorReason.LineUnknown);
        await Suppliers.PaySettlementAsync(new() { Name = other.Name, Budget = (await Server.ActiveAsync(("content", 1_000))).Name, Line = "content" }).Refused(ErrorReason.BudgetExceeded);
        (await Suppliers.GetSettlementAsync(new() { Name = other.Name })).PaidMicros.ShouldBe(0);
    }

    private async Task<Settlement> ComputedAsync()
    {
        var agreement = await SignedAsync();
        await AcceptedAsync((await OrderAsync(Ordered(agreement.Name))).Name);
        var (from, to) = NextDay();
        return await ComputeAsync(agreement.Name, from, to);
    }

    private static ComputeSettlementRequest Asked(string agreement, Google.Type.Date from, Google.Type.Date to) => new() { Parent = Workspace, Agreement = agreement, StartDate = from, EndDate = to };

    private async Task<Settlement> ComputeAsync(string agreement, Google.Type.Date from, Google.Type.Date to) => await Suppliers.ComputeSettlementAsync(Asked(agreement, from, to));

    private Google.Type.Date Today()
    {
        var now = Server.Clock.GetUtcNow();
        return Day(now.Year, now.Month, now.Day);
    }

    /// <summary>Lets the day pass.</summary>
    /// <returns>The day, as a period.</returns>
    private (Google.Type.Date From, Google.Type.Date To) NextDay()
    {
        var day = Today();
        Server.Clock.Advance(TimeSpan.FromDays(1));
        return (day, day);
    }

    private async Task<string> AccountAsync() =>
        (await Server.Operator.Accounts.CreateAccountAsync(new() { Parent = Workspace, AccountId = $"a{Guid.NewGuid():N}", Account = new() { DisplayName = "Acme", Platform = $"{Workspace}/platforms/channels" } })).Name;

    private async Task RecordAsync(string account, Google.Type.Date day, params (string Metric, long Value)[] values)
    {
        var recorded = await Server.Operator.Metrics.RecordMetricsAsync(new()
        {
            Parent = Workspace,
            Values = { values.Select(value => new MetricValue { Account = account, Metric = value.Metric, Value = value.Value, CurrencyCode = value.Metric == "sales" ? "CNY" : "", Date = day, Source = Source.PlatformApi }) },
        });
        recorded.ToString().ShouldNotContain("failure");
    }
}
