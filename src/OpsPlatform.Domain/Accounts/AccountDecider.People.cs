using Google.Protobuf;
using OpsPlatform.Accounts.V1;
using OpsPlatform.Api.V1;

namespace OpsPlatform.Domain.Accounts;

public static partial class AccountDecider
{
    private const int MostMembers = 50;

    /// <summary>The roles that a whole team has, and how much each has to show (ACC-11).</summary>
    private static readonly (TeamRole Role, int Proofs)[] Specialists =
        [(TeamRole.ContentPlanner, 5), (TeamRole.DataAnalyst, 3), (TeamRole.RuleExpert, 5), (TeamRole.Commander, 7)];

    public static IEnumerable<IMessage> AssignMember(Aggregate<Account> account, AssignMemberRequest request, DecisionContext context)
    {
        MustGoOn(account.Root);
        var member = Member(account.Root, request.Person.SubjectId, request.Role);
        if (member?.ProofCount == request.ProofCount)
            return [];
        return member is null && account.Root.Team?.Members.Count >= MostMembers
            ? throw new Refusal(ErrorReason.TeamFull, "", ("count", account.Root.Team.Members.Count))
            : [new MemberAssigned { Person = request.Person, Role = request.Role, ProofCount = request.ProofCount }];
    }

    public static IEnumerable<IMessage> RemoveMember(Aggregate<Account> account, RemoveMemberRequest request, DecisionContext context)
    {
        MustBeThere(account.Root);
        NeededMember(account.Root, request.SubjectId, request.Role);
        return [new MemberRemoved { SubjectId = request.SubjectId, Role = request.Role }];
    }

    public static IEnumerable<IMessage> CompleteTraining(Aggregate<Account> account, CompleteTrainingRequest request, DecisionContext context)
    {
        MustGoOn(account.Root);
        var member = NeededMember(account.Root, request.SubjectId, request.Role);
        if (member.TrainingStep == request.Step && Equals(member.CertificateEndDate, request.CertificateEndDate))
            return [];
        return request.Step == member.TrainingStep || request.Step == member.TrainingStep + 1
            ? [new TrainingStepDone { SubjectId = request.SubjectId, Role = request.Role, Step = request.Step, CertificateEndDate = request.CertificateEndDate }]
            : throw new Refusal(ErrorReason.TrainingStepOrder, "step", ("subject", request.SubjectId), ("done", member.TrainingStep), ("asked", request.Step));
    }

    public static IEnumerable<IMessage> ProposeHandover(Aggregate<Account> account, ProposeHandoverRequest request, DecisionContext context)
    {
        MustGoOn(account.Root);
        var receiver = request.Receiver.SubjectId;
        if (account.Root.Custody?.Handover is { } pending)
        {
            return (pending.Receiver.SubjectId, pending.Proposer) == (receiver, context.Principal)
                ? []
                : throw new Refusal(ErrorReason.HandoverPending, "", ("receiver", pending.Receiver.SubjectId));
        }

        return account.Root.Custody?.Custodian?.SubjectId == receiver
            ? throw new Refusal(ErrorReason.CustodianSame, "receiver.subject_id", ("receiver", receiver))
            : [new HandoverProposed { Receiver = request.Receiver, Proposer = context.Principal, Reason = request.Reason }];
    }

    public static IEnumerable<IMessage> ConfirmHandover(Aggregate<Account> account, ConfirmHandoverRequest request, DecisionContext context)
    {
        MustGoOn(account.Root);
        return Pending(account).Proposer == context.Principal
            ? throw new Refusal(ErrorReason.SeparationOfDuties, "", ("principal", context.Principal))
            : [new HandoverConfirmed { Confirmer = context.Principal }];
    }

    public static IEnumerable<IMessage> CancelHandover(Aggregate<Account> account, CancelHandoverRequest request, DecisionContext context)
    {
        MustBeThere(account.Root);
        Pending(account);
        return [new HandoverCancelled { Reason = request.Reason }];
    }

    /// <summary>What a person has in hand among these accounts.</summary>
    public static Leaver LeaverOf(IEnumerable<Account> accounts, string subjectId)
    {
        var leaver = new Leaver();
        foreach (var account in accounts.Where(account => account.DeleteTime is null))
        {
            var holds = account.Custody?.Custodian?.SubjectId == subjectId;
            var roles = account.Team?.Members.Where(member => member.Person.SubjectId == subjectId).Select(member => new LeaverRole { Account = account.Name, Role = member.Role }).ToArray() ?? [];
            if (holds)
                leaver.HeldAccounts.Add(account.Name);
            leaver.Roles.Add(roles);
            if ((holds || roles.Length > 0) && account.Authorization is { State: Authorization.Types.State.Authorized })
                leaver.AuthorizedAccounts.Add(account.Name);
        }

        return leaver;
    }

    private static TeamMember? Member(Account account, string subjectId, TeamRole role) =>
        account.Team?.Members.FirstOrDefault(member => (member.Person.SubjectId, member.Role) == (subjectId, role));

    private static TeamMember NeededMember(Account account, string subjectId, TeamRole role) =>
        Member(account, subjectId, role) ?? throw new Refusal(ErrorReason.MemberMissing, "subject_id", ("subject", subjectId), ("role", role.WireName()));

    private static Handover Pending(Aggregate<Account> account) =>
        account.Root.Custody?.Handover ?? throw new Refusal(ErrorReason.HandoverMissing, "", ("account", account.Name));

    private static void Fold(Account account, MemberAssigned assigned, DateTimeOffset time)
    {
        account.Team ??= new Team();
        var member = Member(account, assigned.Person.SubjectId, assigned.Role);
        if (member is null)
            account.Team.Members.Add(member = new TeamMember { Role = assigned.Role, AssignTime = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(time) });
        member.Person = assigned.Person.Clone();
        member.ProofCount = assigned.ProofCount;
        member.Certified = Specialists.Any(specialist => specialist.Role == assigned.Role && assigned.ProofCount >= specialist.Proofs);
        Complete(account.Team);
    }

    private static void Fold(Account account, TrainingStepDone done)
    {
        var member = Member(account, done.SubjectId, done.Role)!;
        (member.TrainingStep, member.CertificateEndDate) = (done.Step, done.CertificateEndDate?.Clone());
    }

    private static void Fold(Account account, MemberRemoved removed)
    {
        account.Team.Members.Remove(Member(account, removed.SubjectId, removed.Role));
        Complete(account.Team);
    }

    /// <summary>Says which roles are missing.</summary>
    private static void Complete(Team team)
    {
        team.MissingRoles.Clear();
        team.MissingRoles.Add(Specialists.Select(specialist => specialist.Role).Except(team.Members.Select(member => member.Role)));
        team.Completeness = team.MissingRoles.Count == 0 ? Team.Types.Completeness.Complete : Team.Types.Completeness.Incomplete;
    }
}
