using OpsPlatform.Accounts.V1;
using OpsPlatform.Api.V1;
using Code = OpsPlatform.Accounts.V1.MatrixFinding.Types.Code;
using State = OpsPlatform.Accounts.V1.Account.Types.State;

namespace OpsPlatform.Server.Tests.Accounts;

/// <summary>What keeps harm from an account: lines of defence, scans, what is done in an incident, and people who are trained.</summary>
public sealed class Safeguarding(RunningServer server) : AccountTest(server)
{
    [Fact, Trait("row", "CMP-06")]
    public async Task An_account_that_goes_by_lines_of_defence_is_activated_with_all_three()
    {
        var name = (await ActiveAsync()).Name;
        await Accounts.SuspendAccountAsync(new() { Name = name, Reason = "Review" });
        await Accounts.SetDefenceLinesAsync(new() { Name = name, DefenceLines = { DefenceLine.CrisisPlans, DefenceLine.ContentReview } });
        (await Accounts.ActivateAccountAsync(new() { Name = name }).Refused(ErrorReason.DefenceLineMissing)).Info.Metadata["missing"].ShouldBe("DATA_EVIDENCE");
        var set = await Accounts.SetDefenceLinesAsync(new() { Name = name, DefenceLines = { DefenceLine.CrisisPlans, DefenceLine.ContentReview, DefenceLine.DataEvidence } });
        (await Accounts.SetDefenceLinesAsync(new() { Name = name, DefenceLines = { set.DefenceLines } })).Etag.ShouldBe(set.Etag);
        (await Accounts.ActivateAccountAsync(new() { Name = name })).State.ShouldBe(State.Active);
    }

    [Fact, Trait("row", "CMP-10")]
    public async Task A_scan_is_due_after_thirty_days_and_each_finding_has_somebody_who_sees_to_it()
    {
        var name = (await CreateAsync("weibo", "FI")).Name;
        (await Accounts.RecordScanAsync(new() { Name = name, Findings = { new ScanFinding { Finding = "Old token in the menu" } } }).Refused(ErrorReason.InvalidField)).Fields.ShouldBe(["findings[0].owner_subject_id"]);
        var finding = new ScanFinding { Finding = "Old token in the menu", OwnerSubjectId = "E17" };
        (await Accounts.RecordScanAsync(new() { Name = name, Findings = { finding } })).Scan.Findings.ShouldBe([finding]);
        Server.Clock.Leap(TimeSpan.FromDays(30));
        (await FindingsAsync("FI")).ShouldBeEmpty();
        Server.Clock.Leap(TimeSpan.FromDays(1));
        (await FindingsAsync("FI")).ShouldBe([Code.ScanDue]);
        await Accounts.RecordScanAsync(new() { Name = name });
        (await FindingsAsync("FI")).ShouldBeEmpty();
    }

    [Fact, Trait("row", "CMP-10")]
    public async Task An_incident_is_over_within_two_hours_or_too_late()
    {
        var name = (await CreateAsync("weibo", "NO")).Name;
        await Accounts.RestoreIncidentAsync(new() { Name = name, Measures = "None", UsersTold = "Nobody" }).Refused(ErrorReason.IncidentOver);
        await ReportAsync();
        await Accounts.ReportIncidentAsync(new() { Name = name, Description = "Another" }).Refused(ErrorReason.IncidentOpen);
        Server.Clock.Leap(TimeSpan.FromHours(2));
        (await FindingsAsync("NO")).ShouldBeEmpty();
        (await RestoreAsync()).Incident.UsersTold.ShouldBe("Pinned notice");
        (await FindingsAsync("NO")).ShouldBeEmpty();

        await ReportAsync();
        Server.Clock.Leap(TimeSpan.FromHours(2) + TimeSpan.FromSeconds(1));
        (await FindingsAsync("NO")).ShouldBe([Code.SlaBreach], "it goes on");
        await RestoreAsync();
        (await FindingsAsync("NO")).ShouldBe([Code.SlaBreach], "it went on for too long");

        async Task ReportAsync() => await Accounts.ReportIncidentAsync(new() { Name = name, Description = "Strangers posted in our name" });

        async Task<Account> RestoreAsync() => await Accounts.RestoreIncidentAsync(new() { Name = name, Measures = "Tokens revoked", UsersTold = "Pinned notice" });
    }

    [Fact, Trait("row", "TEAM-08")]
    public async Task Training_goes_step_by_step_and_a_certificate_that_runs_out_suspends_the_role()
    {
        var name = (await CreateAsync("weibo", "SE")).Name;
        await Accounts.AssignMemberAsync(new() { Name = name, Person = new() { SubjectId = "E17" }, Role = TeamRole.DataAnalyst });
        await Accounts.CompleteTrainingAsync(Step(1, "E21")).Refused(ErrorReason.MemberMissing);
        for (var step = 1; step <= 2; step++)
            await Accounts.CompleteTrainingAsync(Step(step));
        (await Accounts.CompleteTrainingAsync(Step(4)).Refused(ErrorReason.TrainingStepOrder)).Info.Metadata["done"].ShouldBe("2");
        var third = Step(3);
        third.CertificateEndDate = Day(10);
        var trained = await Accounts.CompleteTrainingAsync(third);
        trained.Team.Members.Single().TrainingStep.ShouldBe(3);
        (await Accounts.CompleteTrainingAsync(third)).Etag.ShouldBe(trained.Etag);

        Server.Clock.Leap(TimeSpan.FromDays(10));
        (await FindingsAsync("SE")).ShouldBeEmpty();
        Server.Clock.Leap(TimeSpan.FromDays(1));
        (await MatrixAsync("SE")).ShouldHaveSingleItem().ShouldBe(new MatrixFinding { Code = Code.RoleSuspended, RegionCode = "SE", Accounts = { name }, SubjectIds = { "E17" } });
        third.CertificateEndDate = Day(10);
        await Accounts.CompleteTrainingAsync(third);
        (await FindingsAsync("SE")).ShouldBeEmpty();

        CompleteTrainingRequest Step(int step, string subject = "E17") => new() { Name = name, SubjectId = subject, Role = TeamRole.DataAnalyst, Step = step };

        Google.Type.Date Day(int ahead) => DateOnly.FromDateTime(Server.Clock.GetUtcNow().UtcDateTime).AddDays(ahead) is var day ? new() { Year = day.Year, Month = day.Month, Day = day.Day } : new();
    }

    private async Task<IEnumerable<Code>> FindingsAsync(string region) => (await MatrixAsync(region)).Select(finding => finding.Code);

    private async Task<IEnumerable<MatrixFinding>> MatrixAsync(string region) =>
        (await Accounts.GetMatrixAsync(new() { Parent = Workspace, RegionCode = region })).Findings.Where(finding => finding.Code != Code.SingleAccountRisk);
}
