using OpsPlatform.Accounts.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Campaigns.V1;
using OpsPlatform.Contents.V1;
using OpsPlatform.Domain.Contents;
using OpsPlatform.Domain.Suppliers;
using OpsPlatform.Suppliers.V1;
using AuthorizationState = OpsPlatform.Accounts.V1.Authorization.Types.State;
using Code = OpsPlatform.Campaigns.V1.PreflightFinding.Types.Code;
using ContentState = OpsPlatform.Contents.V1.Content.Types.State;
using Date = Google.Type.Date;

namespace OpsPlatform.Domain.Campaigns;

/// <summary>What stands between a campaign and its start, as far as the campaign and what it names, or what names it, tell.</summary>
public static class PreflightRules
{
    /// <summary>What the campaign itself tells.</summary>
    public static IEnumerable<PreflightFinding> Of(Campaign campaign)
    {
        if (campaign.NeededAmountMicros > 0 && campaign.Budget.Length == 0)
            yield return New(Code.BudgetMissing, detail: $"{new Micros(campaign.NeededAmountMicros)} {campaign.CurrencyCode}");
        foreach (var milestone in campaign.Plan?.Milestones.Where(milestone => milestone.Measures.Count + milestone.Requirements.Count == 0) ?? [])
            yield return New(Code.MilestoneWithoutGate, part: milestone.MilestoneId);
        foreach (var goal in campaign.Goals.Where(goal => goal.MissingElements.Count > 0))
            yield return New(Code.GoalNotSmart, part: goal.Statement, detail: string.Join(", ", goal.MissingElements.Select(WireNames.WireName)));
        if (campaign.ResourceMatch is { UnderResourced: true } match)
            yield return New(Code.UnderResourced, detail: $"{match.ResourceBps / 100m:0.##} % for {match.GoalBps / 100m:0.##} %");
    }

    /// <param name="budget">The one that the campaign names, as it is now.</param>
    public static IEnumerable<PreflightFinding> Of(Campaign campaign, Budget budget)
    {
        if (budget.State != Budget.Types.State.Active)
            yield return New(Code.BudgetNotApproved, budget.Name, detail: budget.State.WireName());
        if (campaign.NeededAmountMicros == 0)
            yield break;

        // Amounts of two currencies do not compare.
        var left = budget.Lines.Aggregate(Int128.Zero, (sum, line) => sum + line.LeftAmountMicros);
        if (budget.CurrencyCode != campaign.CurrencyCode)
            yield return New(Code.BudgetCurrency, budget.Name, detail: $"{budget.CurrencyCode}, not {campaign.CurrencyCode}");
        else if (left < campaign.NeededAmountMicros)
            yield return New(Code.BudgetShort, budget.Name, detail: $"{new Micros(left)} of {new Micros(campaign.NeededAmountMicros)} {campaign.CurrencyCode}");
    }

    /// <param name="account">One that the campaign runs on, as it is now.</param>
    public static IEnumerable<PreflightFinding> Of(Campaign campaign, Account account)
    {
        if (account.DeleteTime is not null || account.State != Account.Types.State.Active)
            yield return New(Code.AccountNotActive, account.Name, detail: account.DeleteTime is null ? account.State.WireName() : "DELETED");
        if (account.Authorization is not { } authorization)
            yield break;
        if (authorization.State != AuthorizationState.Authorized)
            yield return New(Code.AuthorizationShort, account.Name, detail: authorization.State.WireName());
        else if (authorization.HardReauthorizeTime is { } end && LastDate(campaign) is { } last && end.ToDateTimeOffset() < After(last.ToDay(), campaign))
            yield return New(Code.AuthorizationShort, account.Name, detail: $"{end.ToDateTime():yyyy-MM-ddTHH:mm:ssZ} before {last.Text()} ends");
    }

    /// <param name="supplier">One that the campaign buys from, as it is now.</param>
    /// <param name="agreements">Those with the supplier that are ACTIVE.</param>
    public static IEnumerable<PreflightFinding> Of(Campaign campaign, Supplier supplier, IReadOnlyCollection<Agreement> agreements, DateTimeOffset now)
    {
        if (SupplierGate.Closed(supplier, now) is { } refusal)
            yield return New(Code.SupplierClosed, supplier.Name, detail: refusal.Reason.WireName());
        if (agreements.Count == 0)
            yield return New(Code.AgreementMissing, supplier.Name);
        else if (agreements.MaxBy(agreement => agreement.EndDate.ToDay())!.EndDate is var end && LastDate(campaign) is { } last && end.ToDay() < last.ToDay())
            yield return New(Code.AgreementShort, supplier.Name, detail: $"{end.Text()}, not {last.Text()}");
    }

    /// <param name="content">One of the campaign's, as it is now.</param>
    public static IEnumerable<PreflightFinding> Of(Content content)
    {
        if (content.State is ContentState.Draft or ContentState.InReview or ContentState.ChangesRequested)
            yield return New(Code.ContentNotApproved, content.Name, detail: content.State.WireName());
        if (content.State == ContentState.Rejected)
            yield return New(Code.ContentBlocked, content.Name, detail: content.State.WireName());
        else if (ContentDecider.MissingClearances(content) is { Length: > 0 } missing)
            yield return New(Code.ContentBlocked, content.Name, detail: string.Join(", ", missing.Select(WireNames.WireName)));
    }

    private static Date? LastDate(Campaign campaign) => campaign.EndDate ?? campaign.Plan?.EndDate;

    /// <summary>When a day is over.</summary>
    private static DateTimeOffset After(DateOnly day, Campaign campaign) => new WorkingDays(campaign.Plan?.Calendar).Begin(day.AddDays(1));

    private static PreflightFinding New(Code code, string resource = "", string part = "", string detail = "") => new() { Code = code, Resource = resource, Part = part, Detail = detail };
}
