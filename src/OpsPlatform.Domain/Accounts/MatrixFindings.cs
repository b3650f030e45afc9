using OpsPlatform.Accounts.V1;
using Code = OpsPlatform.Accounts.V1.MatrixFinding.Types.Code;
using State = OpsPlatform.Accounts.V1.Account.Types.State;

namespace OpsPlatform.Domain.Accounts;

/// <summary>What the accounts of a workspace lack as a whole (ACC-05, ACC-06), and what is due with them (ACC-10, CMP-10, TEAM-08).</summary>
public static class MatrixFindings
{
    /// <param name="accounts">All accounts of the workspace.</param>
    /// <param name="regionCode">The market that is asked about; empty for all.</param>
    public static Matrix Of(IEnumerable<Account> accounts, string regionCode, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var counted = accounts.Where(account => account.DeleteTime is null && account.State != State.Archived && (regionCode.Length == 0 || account.RegionCode == regionCode)).ToArray();
        var matrix = new Matrix { AccountCount = counted.Length };
        foreach (var market in counted.GroupBy(account => account.RegionCode).OrderBy(market => market.Key, StringComparer.Ordinal))
            matrix.Findings.Add([.. Single(market), .. Overlaps(market), .. Links(market), .. Unsynced(market), .. Patrols(market, today), .. Security(market, now), .. Suspended(market, today)]);
        return matrix;
    }

    private static IEnumerable<MatrixFinding> Single(IGrouping<string, Account> market)
    {
        if (market.Count() == 1)
            yield return New(Code.SingleAccountRisk, market.Key, market);
    }

    private static IEnumerable<MatrixFinding> Overlaps(IGrouping<string, Account> market) =>
        market.SelectMany(account => account.CoreTags.Select(tag => (tag.Tag, Account: account)))
            .GroupBy(tagged => tagged.Tag, tagged => tagged.Account, StringComparer.OrdinalIgnoreCase)
            .Where(sharing => sharing.Count() > 1)
            .OrderBy(sharing => sharing.Key, StringComparer.OrdinalIgnoreCase)
            .Select(sharing => With(New(Code.TagOverlap, market.Key, sharing), finding => finding.Tag = sharing.Key));

    private static IEnumerable<MatrixFinding> Links(IGrouping<string, Account> market)
    {
        var (linked, missing) = (new List<Account>(), new List<string>());
        foreach (var link in BuiltInPlatforms.WechatChain)
        {
            var there = market.Where(account => link.Contains(account.Platform.LastId())).ToArray();
            linked.AddRange(there);
            if (there.Length == 0)
                missing.Add(link[0]);
        }

        if (linked.Count > 0 && missing.Count > 0)
        {
            var platforms = linked[0].Platform[..(linked[0].Platform.LastIndexOf('/') + 1)];
            yield return With(New(Code.LinksMissing, market.Key, linked), finding => finding.Platforms.Add(missing.Select(id => platforms + id)));
        }
    }

    private static IEnumerable<MatrixFinding> Unsynced(IGrouping<string, Account> market)
    {
        var named = market.SelectMany(account => account.Links).ToHashSet();
        var unsynced = market.Where(account => account.Links.Count == 0 && !named.Contains(account.Name)).ToArray();
        if (market.Count() > 1 && unsynced.Length > 0)
            yield return New(Code.Unsynced, market.Key, unsynced);
    }

    private static IEnumerable<MatrixFinding> Patrols(IGrouping<string, Account> market, DateOnly today)
    {
        var patrolled = market.Where(account => account.Patrol is not null).OrderBy(account => account.Name, StringComparer.Ordinal).ToArray();
        if (patrolled.Where(account => account.Patrol.NextDueDate.ToDay() < today).ToArray() is { Length: > 0 } overdue)
            yield return New(Code.PatrolOverdue, market.Key, overdue);
        foreach (var account in patrolled.Where(account => account.Patrol.ReviewRates.Count > 0))
            yield return With(New(Code.ProcessReview, market.Key, [account]), finding => finding.Rates.Add(account.Patrol.ReviewRates));
    }

    private static IEnumerable<MatrixFinding> Security(IGrouping<string, Account> market, DateTimeOffset now)
    {
        if (market.Where(account => account.Scan?.NextDueDate.ToDay() < DateOnly.FromDateTime(now.UtcDateTime)).ToArray() is { Length: > 0 } due)
            yield return New(Code.ScanDue, market.Key, due);
        if (market.Where(account => account.Incident is { } incident && (incident.RestoreTime?.ToDateTimeOffset() ?? now) > incident.RestoreDueTime.ToDateTimeOffset()).ToArray() is { Length: > 0 } late)
            yield return New(Code.SlaBreach, market.Key, late);
    }

    private static IEnumerable<MatrixFinding> Suspended(IGrouping<string, Account> market, DateOnly today) =>
        from account in market.OrderBy(account => account.Name, StringComparer.Ordinal)
        let persons = account.Team?.Members.Where(member => member.CertificateEndDate?.ToDay() < today).Select(member => member.Person.SubjectId).Distinct().ToArray()
        where persons is { Length: > 0 }
        select With(New(Code.RoleSuspended, market.Key, [account]), finding => finding.SubjectIds.Add(persons));

    private static MatrixFinding New(Code code, string regionCode, IEnumerable<Account> accounts) => new()
    {
        Code = code,
        RegionCode = regionCode,
        Accounts = { accounts.Select(account => account.Name).Order(StringComparer.Ordinal) },
    };

    private static MatrixFinding With(MatrixFinding finding, Action<MatrixFinding> more)
    {
        more(finding);
        return finding;
    }
}
