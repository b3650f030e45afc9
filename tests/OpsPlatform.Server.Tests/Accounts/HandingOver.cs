using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Api.V1;

namespace OpsPlatform.Server.Tests.Accounts;

/// <summary>Who works on accounts and answers for them, and what goes with a person who leaves.</summary>
public sealed class HandingOver(RunningServer server) : AccountTest(server)
{
    private readonly string _wang = $"E{Guid.NewGuid():N}";
    private readonly string _li = $"E{Guid.NewGuid():N}";

    [Fact]
    public async Task Both_sides_agree_and_who_had_it_when_can_be_read()
    {
        using var other = await Server.ProvisionAsync("acme", "acme-agency", "accounts.*");
        var name = (await CreateAsync()).Name;
        var proposed = await ProposeAsync(name, _wang);
        (proposed.Custody.Custodian, proposed.Custody.Handover.Receiver.SubjectId, proposed.Custody.Handover.Receiver.DisplayName).ShouldBe((null, _wang, "王***"));
        (await ProposeAsync(name, _wang)).ShouldBe(proposed);
        await Accounts.ProposeHandoverAsync(Proposal(name, _li)).Refused(ErrorReason.HandoverPending);
        await Accounts.ConfirmHandoverAsync(new() { Name = name }).Refused(ErrorReason.SeparationOfDuties);
        var held = await other.Accounts.ConfirmHandoverAsync(new() { Name = name });
        (held.Custody.Custodian.SubjectId, held.Custody.Handover, held.Custody.StartTime).ShouldBe((_wang, null, held.UpdateTime));

        await Accounts.ProposeHandoverAsync(Proposal(name, _wang)).Refused(ErrorReason.CustodianSame);
        Server.Clock.Advance(TimeSpan.FromSeconds(10));
        await ProposeAsync(name, _li);
        await other.Accounts.CancelHandoverAsync(new() { Name = name, Reason = "Not yet" });
        await other.Accounts.ConfirmHandoverAsync(new() { Name = name }).Refused(ErrorReason.HandoverMissing);
        await ProposeAsync(name, _li);
        (await other.Accounts.ConfirmHandoverAsync(new() { Name = name })).Custody.Custodian.SubjectId.ShouldBe(_li);
        (await Accounts.GetAccountAsync(new() { Name = name, ReadTime = held.UpdateTime })).Custody.Custodian.SubjectId.ShouldBe(_wang);
    }

    [Fact, Trait("row", "ACC-11"), Trait("row", "TEAM-01")]
    public async Task A_planner_is_certified_with_five_templates_and_a_team_needs_its_commander()
    {
        var name = (await CreateAsync()).Name;
        (await AssignAsync(name, _wang, TeamRole.ContentPlanner, 4)).Team.Members.Single().Certified.ShouldBeFalse();
        (await AssignAsync(name, _wang, TeamRole.ContentPlanner, 5)).Team.Members.Single().Certified.ShouldBeTrue();
        await AssignAsync(name, _li, TeamRole.DataAnalyst, 3);
        var three = await AssignAsync(name, _li, TeamRole.RuleExpert, 5);
        (three.Team.Completeness, three.Team.MissingRoles).ShouldBe((Team.Types.Completeness.Incomplete, [TeamRole.Commander]));
        (await AssignAsync(name, _wang, TeamRole.Commander, 7)).Team.Completeness.ShouldBe(Team.Types.Completeness.Complete);

        (await Accounts.ListAccountsAsync(new() { Parent = Workspace, Filter = $"team.members.person.subject_id:\"{_li}\"" })).Accounts.ShouldHaveSingleItem().Name.ShouldBe(name);
        (await Accounts.RemoveMemberAsync(new() { Name = name, SubjectId = _wang, Role = TeamRole.Commander })).Team.MissingRoles.ShouldBe([TeamRole.Commander]);
        await Accounts.RemoveMemberAsync(new() { Name = name, SubjectId = _wang, Role = TeamRole.Commander }).Refused(ErrorReason.MemberMissing);
    }

    [Fact]
    public async Task A_leaver_s_list_names_what_is_held_done_and_authorized()
    {
        using var other = await Server.ProvisionAsync("acme", "acme-agency", "accounts.*");
        var (held, worked, others) = ((await CreateAsync()).Name, (await CreateAsync()).Name, (await CreateAsync()).Name);
        await ProposeAsync(held, _wang);
        await other.Accounts.ConfirmHandoverAsync(new() { Name = held });
        await AssignAsync(worked, _wang, TeamRole.DataAnalyst, 0);
        await AssignAsync(others, _li, TeamRole.DataAnalyst, 0);
        foreach (var name in new[] { worked, others })
            await Accounts.SetAuthorizationAsync(new() { Name = name, ExpireTime = Server.Clock.GetUtcNow().AddDays(9).ToTimestamp() });

        (await Accounts.GetLeaverAsync(new() { Parent = Workspace, SubjectId = _wang })).ShouldBe(new Leaver
        {
            HeldAccounts = { held },
            Roles = { new LeaverRole { Account = worked, Role = TeamRole.DataAnalyst } },
            AuthorizedAccounts = { worked },
        });
        (await Accounts.GetLeaverAsync(new() { Parent = Workspace, SubjectId = "Nobody" })).ShouldBe(new Leaver());
    }

    [Theory, Trait("row", "ACC-09")]
    [InlineData(ServiceProcess.Claimed12, 12)]
    [InlineData(ServiceProcess.Listed13, 13)]
    public async Task A_service_process_has_the_steps_of_its_preset_in_order_and_begins_again(ServiceProcess process, int steps)
    {
        var name = (await CreateAsync()).Name;
        (await Accounts.AdvanceServiceStepAsync(new() { Name = name, Step = ServiceStep.Goals }).Refused(ErrorReason.ServiceStepOrder)).Info.Metadata["next"].ShouldBe("DIAGNOSIS");
        var account = await Accounts.AdvanceServiceStepAsync(new() { Name = name, Step = ServiceStep.Diagnosis, Process = process });
        var done = 1;
        for (; account.Service.NextStep != ServiceStep.Diagnosis; done++)
        {
            account = await Accounts.AdvanceServiceStepAsync(new() { Name = name, Step = account.Service.NextStep });
            (await Accounts.AdvanceServiceStepAsync(new() { Name = name, Step = account.Service.DoneStep })).ShouldBe(account);
        }

        (done, account.Service.Round).ShouldBe((steps, 1));
        (await Accounts.AdvanceServiceStepAsync(new() { Name = name, Step = ServiceStep.Diagnosis })).Service.Round.ShouldBe(2);
    }

    [Fact, Trait("row", "ACC-14")]
    public async Task A_team_is_planned_before_there_is_one()
    {
        var plan = await Accounts.PlanTeamAsync(new() { Parent = Workspace, Preset = TeamPreset.FourDepartments, Headcount = 12 });
        plan.Departments.Select(department => department.Headcount).ShouldBe([1, 6, 3, 2]);
        await Accounts.PlanTeamAsync(new() { Parent = Workspace, Preset = TeamPreset.FourDepartments, Headcount = 3 }).Refused(ErrorReason.HeadcountTooSmall);
    }

    private static ProposeHandoverRequest Proposal(string name, string subject) => new() { Name = name, Receiver = new() { SubjectId = subject, DisplayName = "王芳" }, Reason = "New team" };

    private async Task<Account> ProposeAsync(string name, string subject) => await Accounts.ProposeHandoverAsync(Proposal(name, subject));

    private async Task<Account> AssignAsync(string name, string subject, TeamRole role, int proofs) =>
        await Accounts.AssignMemberAsync(new() { Name = name, Person = new() { SubjectId = subject, DisplayName = "王芳" }, Role = role, ProofCount = proofs });
}
