using System.Globalization;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain.Accounts;
using Code = OpsPlatform.Accounts.V1.TeamFinding.Types.Code;
using Meeting = OpsPlatform.Accounts.V1.TeamMeeting.Types.Kind;

namespace OpsPlatform.Domain.Tests.Accounts;

/// <summary>Teams by the operation plans.</summary>
public sealed class TeamPlanTests
{
    [Fact, Trait("row", "ACC-12"), Trait("row", "TEAM-02")]
    public void Three_departments_of_three_groups_and_a_centre_of_three_seats()
    {
        var departments = TeamPlans.Of(new() { Preset = TeamPreset.ThreeDepartments }).Departments;
        departments.SkipLast(1).Select(department => department.Groups.Count).ShouldBe([3, 3, 3]);
        (departments[^1].Department_, departments[^1].Headcount, departments[^1].Groups.Count).ShouldBe(("command-centre", 3, 3));
    }

    [Theory, Trait("row", "ACC-13"), Trait("row", "TEAM-05")]
    [InlineData(6, 4, 9, 19, "")]
    [InlineData(4, 4, 9, 17, "content Understaffed")]
    [InlineData(6, 4, 11, 21, " operations Overstaffed")]
    [InlineData(6, 4, 7, 17, "operations Understaffed")]
    [InlineData(5, 3, 7, 15, "operations Understaffed, SourcesConflict")]
    [InlineData(5, 3, 6, 14, "operations Understaffed, CoreTeamShort")]
    [InlineData(5, 3, 8, 16, "")]
    [InlineData(8, 5, 10, 23, "")]
    public void Three_functions_have_their_ranges_and_the_first_phase_its_core(int content, int tech, int operations, int total, string findings)
    {
        var plan = TeamPlans.Of(new() { Preset = TeamPreset.ThreeFunctions, Departments = { Size("content", content), Size("tech", tech), Size("operations", operations) } });
        plan.Headcount.ShouldBe(total);
        string.Join(", ", plan.Findings.Select(finding => $"{finding.Department} {finding.Code}".Trim())).ShouldBe(findings.Trim());
    }

    [Fact, Trait("row", "ACC-13")]
    public void Without_numbers_the_posts_that_the_plan_names_are_taken() =>
        TeamPlans.Of(new() { Preset = TeamPreset.ThreeFunctions }).Departments.Select(department => department.Headcount).ShouldBe([6, 4, 9]);

    [Theory, Trait("row", "ACC-14"), Trait("row", "TEAM-04")]
    [InlineData(22, "2/10/6/4")]
    [InlineData(11, "1/5/3/2")]
    [InlineData(12, "1/6/3/2")]
    [InlineData(4, "0/2/1/1")]
    public void Four_departments_share_as_1_5_3_2_and_nobody_is_lost(int headcount, string split) =>
        string.Join('/', TeamPlans.Of(new() { Preset = TeamPreset.FourDepartments, Headcount = headcount }).Departments.Select(department => department.Headcount)).ShouldBe(split);

    [Theory, Trait("row", "ACC-16"), Trait("row", "TEAM-06")]
    [InlineData(9, Code.Understaffed)]
    [InlineData(10, null)]
    [InlineData(15, null)]
    [InlineData(16, Code.Overstaffed)]
    public void A_fan_team_is_10_to_15_in_six_roles(int headcount, Code? finding)
    {
        var plan = TeamPlans.Of(new() { Preset = TeamPreset.FanTeam, Headcount = headcount, DirectorYears = 3 });
        plan.Departments.Count.ShouldBe(6);
        plan.Findings.Select(each => (Code?)each.Code).ShouldBe(finding is null ? [] : [finding]);
    }

    [Fact, Trait("row", "ACC-15")]
    public void A_start_up_lets_one_person_work_in_three_layers_and_a_mature_brand_in_one()
    {
        TeamPost[] posts = [Post("ann", "strategy"), Post("ann", "operations"), Post("ann", "business"), Post("bob", "content"), Post("bob", "data")];
        var startUp = TeamPlans.Of(new() { Preset = TeamPreset.FiveLayers, Posts = { posts } });
        (startUp.Headcount, startUp.Departments.Count, startUp.Findings.Count).ShouldBe((2, 5, 0));
        TeamPlans.Of(new() { Preset = TeamPreset.FiveLayers, Posts = { posts.Append(Post("ann", "data")) } }).Findings.ShouldHaveSingleItem().ShouldBe(new TeamFinding { Code = Code.Overloaded, Department = "ann", Maximum = 3 });
        foreach (var post in posts)
        {
            (post.Department, post.ProjectLine) = ("studio", "spring");
            post.Kpis.Add("completion-rate");
        }

        TeamPlans.Of(new() { Preset = TeamPreset.FiveLayers, Stage = TeamStage.Mature, Posts = { posts } }).Findings.Select(finding => (finding.Code, finding.Department)).ShouldBe([(Code.Overloaded, "ann"), (Code.Overloaded, "bob")]);
    }

    [Fact, Trait("row", "ACC-15")]
    public void A_launch_group_is_of_operations_content_and_business()
    {
        var plan = TeamPlans.Of(new() { Preset = TeamPreset.FiveLayers, Stage = TeamStage.LaunchGroup, Posts = { Post("ann", "operations"), Post("bob", "content") } });
        plan.Findings.ShouldHaveSingleItem().ShouldBe(new TeamFinding { Code = Code.Incomplete, Department = "business", Minimum = 1 });
        plan.Departments.Select(layer => layer.Department_).ShouldBe(["operations", "content", "business"]);
    }

    [Fact, Trait("row", "TEAM-03")]
    public void In_a_mature_team_a_post_is_measured_by_something()
    {
        var post = new TeamPost { PersonId = "ann", Layer = "content", Department = "studio", ProjectLine = "spring" };
        Refused(new() { Preset = TeamPreset.FiveLayers, Stage = TeamStage.Mature, Posts = { post } }, ErrorReason.TeamPostUnplaced).Facts.ShouldContain(("missing", "kpis"));
        post.Kpis.Add("completion-rate");
        TeamPlans.Of(new() { Preset = TeamPreset.FiveLayers, Stage = TeamStage.Mature, Posts = { post } }).Headcount.ShouldBe(1);
    }

    [Fact, Trait("row", "TEAM-02")]
    public void The_centre_has_three_seats_and_no_fourth()
    {
        TeamPlans.Of(new() { Preset = TeamPreset.ThreeDepartments, Departments = { Size("content", 12), Size("command-centre", 2) } }).Departments.Select(department => department.Headcount).ShouldBe([12, 0, 0, 2]);
        Refused(new() { Preset = TeamPreset.ThreeDepartments, Departments = { Size("command-centre", 4) } }, ErrorReason.CentreSeatsTaken);
    }

    [Theory, Trait("row", "TEAM-02"), Trait("row", "TEAM-07")]
    [InlineData(TeamPreset.FanTeam, 6, "StandUp 6, Weekly 1", "")]
    [InlineData(TeamPreset.FanTeam, 6, "StandUp 5, Weekly 1", "StandUp")] // the 6th of March 2026 is a Friday
    [InlineData(TeamPreset.FanTeam, 8, "StandUp 6, Weekly 1", "Weekly")]
    [InlineData(TeamPreset.FanTeam, 9, "StandUp 6, Weekly 9", "StandUp")]
    [InlineData(TeamPreset.FanTeam, 6, "StandUp 9, Weekly 9", "StandUp, Weekly")]
    [InlineData(TeamPreset.ThreeDepartments, 8, "Weekly 2", "")]
    [InlineData(TeamPreset.ThreeDepartments, 9, "Weekly 2, StandUp 9", "Weekly")]
    [InlineData(TeamPreset.ThreeFunctions, 31, "Weekly 31, MonthlyReview 1", "")]
    [InlineData(TeamPreset.ThreeFunctions, 31, "Weekly 31", "MonthlyReview")]
    [InlineData(TeamPreset.FourDepartments, 31, "", "")]
    public void A_meeting_of_the_plan_that_was_not_held_is_due(TeamPreset preset, int day, string held, string due)
    {
        var meetings = held.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(each => each.Split(' ')).Select(each => new TeamMeeting { Kind = Enum.Parse<Meeting>(each[0]), Date = March(int.Parse(each[1], CultureInfo.InvariantCulture)) });
        var request = new PlanTeamRequest { Preset = preset, Headcount = 11, Date = March(day), Meetings = { meetings } };
        string.Join(", ", TeamPlans.Of(request).Findings.Where(finding => finding.Code == Code.MeetingDue).Select(finding => finding.Meeting)).ShouldBe(due);
        request.Date = null;
        TeamPlans.Of(request).Findings.ShouldNotContain(finding => finding.Code == Code.MeetingDue);
    }

    [Theory, Trait("row", "TEAM-07")]
    [InlineData(TeamStage.Mature, TeamMode.Flat, TeamMode.Matrix)]
    [InlineData(TeamStage.Mature, TeamMode.Matrix, null)]
    [InlineData(TeamStage.StartUp, TeamMode.Matrix, TeamMode.Flat)]
    [InlineData(TeamStage.LaunchGroup, TeamMode.Project, null)]
    [InlineData(TeamStage.LaunchGroup, TeamMode.Unspecified, null)]
    public void A_team_is_led_as_its_stage_needs(TeamStage stage, TeamMode mode, TeamMode? needed) =>
        TeamPlans.Of(new() { Preset = TeamPreset.FiveLayers, Stage = stage, Mode = mode }).Findings.Where(finding => finding.Code == Code.ModeMismatch).Select(finding => (TeamMode?)finding.Mode).ShouldBe(needed is null ? [] : [needed]);

    [Fact, Trait("row", "TEAM-06")]
    public void Outsourced_people_are_not_of_the_centre_of_a_fan_team()
    {
        var post = Post("ann", "community");
        post.Outsourced = true;
        TeamPlans.Of(new() { Preset = TeamPreset.FanTeam, Headcount = 10, Posts = { post } }).Findings.ShouldBeEmpty();
        post.Layer = "director";
        Refused(new() { Preset = TeamPreset.FanTeam, Headcount = 10, Posts = { post } }, ErrorReason.OutsourcedInCentre);
        Refused(new() { Preset = TeamPreset.FanTeam, Headcount = 10, Posts = { Post("bob", "sales") } }, ErrorReason.DepartmentUnknown);
    }

    [Fact]
    public void What_no_plan_can_do_is_refused()
    {
        Refused(new() { Preset = TeamPreset.FourDepartments, Headcount = 3 }, ErrorReason.HeadcountTooSmall);
        Refused(new() { Preset = TeamPreset.FanTeam, Headcount = 12, DirectorYears = 2 }, ErrorReason.DirectorInexperienced);
        Refused(new() { Preset = TeamPreset.FiveLayers, Stage = TeamStage.Mature, Posts = { Post("ann", "content") } }, ErrorReason.TeamPostUnplaced);
        Refused(new() { Preset = TeamPreset.FiveLayers, Posts = { Post("ann", "sales") } }, ErrorReason.DepartmentUnknown);
        Refused(new() { Preset = TeamPreset.ThreeFunctions, Departments = { Size("sales", 1) } }, ErrorReason.DepartmentUnknown);
        Refused(new() { Preset = TeamPreset.ThreeFunctions, Departments = { Size("tech", 1), Size("tech", 2) } }, ErrorReason.DepartmentUnknown);
    }

    private static TeamPost Post(string person, string layer) => new() { PersonId = person, Layer = layer };

    private static Google.Type.Date March(int day) => new() { Year = 2026, Month = 3, Day = day };

    private static Refusal Refused(PlanTeamRequest request, ErrorReason reason)
    {
        var refusal = Should.Throw<Refusal>(() => TeamPlans.Of(request));
        refusal.Reason.ShouldBe(reason);
        Refusals.Braces(Refusals.Template(reason).En).ShouldBe(refusal.Facts.Select(fact => fact.Name), ignoreOrder: true);
        Refusals.Braces(Refusals.Template(reason).Zh).ShouldBe(refusal.Facts.Select(fact => fact.Name), ignoreOrder: true);
        return refusal;
    }

    private static DepartmentSize Size(string department, int headcount) => new() { Department = department, Headcount = headcount };
}
