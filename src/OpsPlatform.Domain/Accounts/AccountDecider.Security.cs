using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Api.V1;

namespace OpsPlatform.Domain.Accounts;

public static partial class AccountDecider
{
    private const int DaysBetweenScans = 30;
    private const int HoursToRestore = 2;

    private static readonly DefenceLine[] AllDefenceLines = [DefenceLine.ContentReview, DefenceLine.DataEvidence, DefenceLine.CrisisPlans];

    public static IEnumerable<IMessage> SetDefenceLines(Aggregate<Account> account, SetDefenceLinesRequest request, DecisionContext context)
    {
        MustGoOn(account.Root);
        var lines = request.DefenceLines.Order().ToArray();
        return account.Root.DefenceLines.SequenceEqual(lines) ? [] : [new DefenceLinesSet { DefenceLines = { lines } }];
    }

    public static IEnumerable<IMessage> RecordScan(Aggregate<Account> account, RecordScanRequest request, DecisionContext context)
    {
        MustGoOn(account.Root);
        return [new ScanRecorded { Principal = context.Principal, Findings = { request.Findings } }];
    }

    public static IEnumerable<IMessage> ReportIncident(Aggregate<Account> account, ReportIncidentRequest request, DecisionContext context)
    {
        MustGoOn(account.Root);
        return account.Root.Incident is { RestoreTime: null } open
            ? throw new Refusal(ErrorReason.IncidentOpen, "", ("report_time", $"{open.ReportTime.ToDateTime():yyyy-MM-ddTHH:mm:ssZ}"))
            : [new IncidentReported { Description = request.Description }];
    }

    public static IEnumerable<IMessage> RestoreIncident(Aggregate<Account> account, RestoreIncidentRequest request, DecisionContext context)
    {
        MustBeThere(account.Root);
        return account.Root.Incident is { RestoreTime: null }
            ? [new IncidentRestored { Measures = request.Measures, UsersTold = request.UsersTold }]
            : throw new Refusal(ErrorReason.IncidentOver, "", ("account", account.Name));
    }

    private static void MustBeDefended(Account account)
    {
        var missing = AllDefenceLines.Except(account.DefenceLines).ToArray();
        if (account.DefenceLines.Count > 0 && missing.Length > 0)
            throw new Refusal(ErrorReason.DefenceLineMissing, "", ("missing", string.Join(", ", missing.Select(WireNames.WireName))));
    }

    private static SecurityScan Scan(ScanRecorded recorded, DateTimeOffset time) => new()
    {
        ScanTime = time.ToTimestamp(),
        Principal = recorded.Principal,
        Findings = { recorded.Findings.Clone() },
        NextDueDate = DateOnly.FromDateTime(time.UtcDateTime).AddDays(DaysBetweenScans).ToDate(),
    };

    private static SecurityIncident Incident(IncidentReported reported, DateTimeOffset time) => new()
    {
        Description = reported.Description,
        ReportTime = time.ToTimestamp(),
        RestoreDueTime = time.AddHours(HoursToRestore).ToTimestamp(),
    };
}
