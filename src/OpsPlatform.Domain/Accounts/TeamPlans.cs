using OpsPlatform.Accounts.V1;
using OpsPlatform.Api.V1;
using Code = OpsPlatform.Accounts.V1.TeamFinding.Types.Code;
using Meeting = OpsPlatform.Accounts.V1.TeamMeeting.Types.Kind;

namespace OpsPlatform.Domain.Accounts;

/// <summary>How operation plans set up teams (ACC-12 to ACC-16), and how those meet (TEAM-07).</summary>
public static class TeamPlans
{
    private const int CoreTeam = 15;
    private const int FewestDirectorYears = 3;
    private const int CentreSeats = 3;

    private static readonly (string Department, int Posts, int Fewest, int Most)[] Functions = [("content", 6, 5, 8), ("tech", 4, 3, 5), ("operations", 9, 8, 10)];

    private static readonly (string Department, int Share)[] FourDepartments = [("director", 1), ("content", 5), ("data", 3), ("business", 2)];

    private static readonly string[] Layers = ["strategy", "operations", "content", "data", "business"];

    /// <summary>What a stage needs, in how many layers a person may work, and how it is led.</summary>
    private static readonly Dictionary<TeamStage, (string[] Needed, int Most, TeamMode Mode)> Stages = new()
    {
        [TeamStage.StartUp] = (Layers, 3, TeamMode.Flat),
        [TeamStage.Mature] = (Layers, 1, TeamMode.Matrix),
        [TeamStage.LaunchGroup] = (["operations", "content", "business"], 3, TeamMode.Project),
    };

    private static readonly string[] FanCentre = ["director", "content-planner", "data-analyst"];

    private static readonly string[] FanPeriphery = ["tech-support", "community", "business"];

    private static readonly Dictionary<TeamPreset, Meeting[]> Rhythms = new()
    {
        [TeamPreset.ThreeDepartments] = [Meeting.Weekly],
        [TeamPreset.ThreeFunctions] = [Meeting.Weekly, Meeting.MonthlyReview],
        [TeamPreset.FanTeam] = [Meeting.StandUp, Meeting.Weekly],
    };

    public static TeamPlan Of(PlanTeamRequest request)
    {
        var plan = request.Preset switch
        {
            TeamPreset.ThreeDepartments => ThreeDepartments(request),
            TeamPreset.ThreeFunctions => ThreeFunctions(request),
            TeamPreset.FourDepartments => SplitInFour(request.Headcount),
            TeamPreset.FiveLayers => FiveLayers(request),
            _ => FanTeam(request),
        };
        plan.Preset = request.Preset;
        if (request.Date is not null)
            plan.Findings.Add(Rhythms.GetValueOrDefault(request.Preset, []).Where(kind => IsDue(kind, request)).Select(kind => new TeamFinding { Code = Code.MeetingDue, Meeting = kind }));
        return plan;
    }

    private static TeamPlan ThreeDepartments(PlanTeamRequest request)
    {
        var plan = new TeamPlan
        {
            Departments =
            {
                New("content", 0, "planning", "video", "graphic-text"),
                New("data", 0, "analysis", "user-research", "effect-optimisation"),
                New("business", 0, "channel", "customer-service", "negotiation"),
                New("command-centre", CentreSeats, "operations-director", "brand-director", "tech-director"),
            },
        };
        MustBeOf(request.Departments, [.. plan.Departments.Select(department => department.Department_)]);
        foreach (var size in request.Departments)
        {
            var department = plan.Departments.Single(department => department.Department_ == size.Department);
            if (ReferenceEquals(department, plan.Departments[^1]) && size.Headcount > CentreSeats)
                throw new Refusal(ErrorReason.CentreSeatsTaken, "departments", ("seats", CentreSeats), ("asked", size.Headcount));
            department.Headcount = (int)size.Headcount;
        }

        return plan;
    }

    private static TeamPlan ThreeFunctions(PlanTeamRequest request)
    {
        var given = request.Departments;
        MustBeOf(given, [.. Functions.Select(function => function.Department)]);

        var plan = new TeamPlan();
        foreach (var (department, posts, fewest, most) in Functions)
        {
            var size = given.Count == 0 ? posts : (int)(given.FirstOrDefault(size => size.Department == department)?.Headcount ?? 0);
            plan.Departments.Add(New(department, size));
            plan.Headcount += size;
            Judge(plan, department, size, fewest, most);
        }

        if (plan.Headcount < CoreTeam)
            plan.Findings.Add(new TeamFinding { Code = Code.CoreTeamShort, Minimum = CoreTeam });
        else if (plan.Headcount < Functions.Sum(function => function.Fewest))
            plan.Findings.Add(new TeamFinding { Code = Code.SourcesConflict, Minimum = CoreTeam, Maximum = Functions.Sum(function => function.Fewest) });
        return plan;
    }

    private static TeamPlan SplitInFour(int headcount)
    {
        MustBeAtLeast(FourDepartments.Length, headcount);
        var sizes = LargestRemainder.Split(headcount, [.. FourDepartments.Select(department => department.Share)]);
        return new TeamPlan { Headcount = headcount, Departments = { FourDepartments.Select((department, i) => New(department.Department, (int)sizes[i])) } };
    }

    private static TeamPlan FiveLayers(PlanTeamRequest request)
    {
        var stage = request.Stage == TeamStage.Unspecified ? TeamStage.StartUp : request.Stage;
        foreach (var (index, post) in request.Posts.Index())
        {
            MustBeOf(post, index, Layers);
            var missing = new[] { ("department", post.Department.Length), ("project_line", post.ProjectLine.Length), ("kpis", post.Kpis.Count) }.Where(each => each.Item2 == 0).Select(each => each.Item1).ToArray();
            if (stage == TeamStage.Mature && missing.Length > 0)
                throw new Refusal(ErrorReason.TeamPostUnplaced, $"posts[{index}]", ("person", post.PersonId), ("missing", string.Join(", ", missing)));
        }

        var (needed, most, mode) = Stages[stage];
        var layers = request.Posts.GroupBy(post => post.Layer).ToDictionary(layer => layer.Key, layer => layer.Select(post => post.PersonId).Distinct().Count());
        var plan = new TeamPlan { Headcount = request.Posts.Select(post => post.PersonId).Distinct().Count(), Departments = { Layers.Where(layer => needed.Contains(layer) || layers.ContainsKey(layer)).Select(layer => New(layer, layers.GetValueOrDefault(layer))) } };
        plan.Findings.Add(needed.Where(layer => !layers.ContainsKey(layer)).Select(layer => new TeamFinding { Code = Code.Incomplete, Department = layer, Minimum = 1 }));
        plan.Findings.Add(request.Posts.GroupBy(post => post.PersonId).Where(person => person.Select(post => post.Layer).Distinct().Count() > most).Select(person => new TeamFinding { Code = Code.Overloaded, Department = person.Key, Maximum = most }));
        if (request.Mode != TeamMode.Unspecified && request.Mode != mode)
            plan.Findings.Add(new TeamFinding { Code = Code.ModeMismatch, Mode = mode });
        return plan;
    }

    private static TeamPlan FanTeam(PlanTeamRequest request)
    {
        string[] roles = [.. FanCentre, .. FanPeriphery];
        MustBeAtLeast(roles.Length, request.Headcount);
        if (request.HasDirectorYears && request.DirectorYears < FewestDirectorYears)
            throw new Refusal(ErrorReason.DirectorInexperienced, "director_years", ("minimum", FewestDirectorYears), ("years", request.DirectorYears));
        foreach (var (index, post) in request.Posts.Index())
        {
            MustBeOf(post, index, roles);
            if (post.Outsourced && FanCentre.Contains(post.Layer))
                throw new Refusal(ErrorReason.OutsourcedInCentre, $"posts[{index}].outsourced", ("person", post.PersonId), ("role", post.Layer), ("roles", string.Join(", ", FanPeriphery)));
        }

        var plan = new TeamPlan { Headcount = request.Headcount, Departments = { roles.Select(role => New(role, 0)) } };
        Judge(plan, "", request.Headcount, 10, 15);
        return plan;
    }

    private static void Judge(TeamPlan plan, string department, int size, int fewest, int most)
    {
        if (size < fewest || size > most)
            plan.Findings.Add(new TeamFinding { Code = size < fewest ? Code.Understaffed : Code.Overstaffed, Department = department, Minimum = fewest, Maximum = most });
    }

    private static void MustBeOf(IEnumerable<DepartmentSize> given, string[] departments)
    {
        var odd = given.GroupBy(size => size.Department).FirstOrDefault(sizes => sizes.Count() > 1 || !departments.Contains(sizes.Key));
        if (odd is not null)
            throw new Refusal(ErrorReason.DepartmentUnknown, "departments", ("department", odd.Key), ("departments", string.Join(", ", departments)));
    }

    private static void MustBeOf(TeamPost post, int index, string[] layers)
    {
        if (!layers.Contains(post.Layer))
            throw new Refusal(ErrorReason.DepartmentUnknown, $"posts[{index}].layer", ("department", post.Layer), ("departments", string.Join(", ", layers)));
    }

    /// <summary>Whether the last day on which a meeting had to be at the latest went by without one.</summary>
    private static bool IsDue(Meeting kind, PlanTeamRequest request)
    {
        var today = request.Date.ToDay();
        var since = kind switch
        {
            Meeting.StandUp => today.AddDays(today.DayOfWeek switch { DayOfWeek.Saturday => -1, DayOfWeek.Sunday => -2, _ => 0 }),
            Meeting.Weekly => today.AddDays(-6),
            _ => today.AddMonths(-1),
        };
        return !request.Meetings.Any(meeting => meeting.Kind == kind && meeting.Date.ToDay() >= since && meeting.Date.ToDay() <= today);
    }

    private static void MustBeAtLeast(int minimum, int headcount)
    {
        if (headcount < minimum)
            throw new Refusal(ErrorReason.HeadcountTooSmall, "headcount", ("minimum", minimum), ("given", headcount));
    }

    private static Department New(string department, int headcount, params string[] groups) => new() { Department_ = department, Headcount = headcount, Groups = { groups } };
}
