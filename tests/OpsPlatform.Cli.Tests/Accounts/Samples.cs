using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Accounts.V1;

namespace OpsPlatform.Cli.Tests.Accounts;

internal static class Samples
{
    private static readonly Timestamp Time = new DateTime(2026, 3, 1, 8, 0, 0, DateTimeKind.Utc).ToTimestamp();

    public static Account Account() => new()
    {
        Name = "workspaces/acme/accounts/douyin-main",
        DisplayName = "Acme 官方",
        Platform = "workspaces/acme/platforms/douyin",
        RegionCode = "CN",
        Labels = { "flagship", "live" },
        State = OpsPlatform.Accounts.V1.Account.Types.State.Active,
        SetupStep = OpsPlatform.Accounts.V1.Account.Types.SetupStep.Configured,
        CoreTags = { new CoreTag { Tag = "coffee", Industry = "food" } },
        Authorization = new Authorization { State = Authorization.Types.State.Authorized, ExpireTime = Time, RenewalsLeft = 5, HardReauthorizeTime = Time, NextNoticeTime = Time },
        Team = new Team
        {
            Members = { new TeamMember { Person = new() { SubjectId = "E17", DisplayName = "王***" }, Role = TeamRole.ContentPlanner, ProofCount = 5, Certified = true, AssignTime = Time } },
            Completeness = Team.Types.Completeness.Incomplete,
            MissingRoles = { TeamRole.DataAnalyst, TeamRole.Commander },
        },
        CreateTime = Time,
        UpdateTime = Time,
        Etag = "7",
    };

    public static Platform Platform() => new()
    {
        Name = "workspaces/acme/platforms/douyin",
        DisplayName = "Douyin",
        Ecosystem = "bytedance",
        PublishesByApi = true,
        AuthorizationLifetime = Duration.FromTimeSpan(TimeSpan.FromDays(30)),
        MostRenewals = 5,
        BuiltIn = true,
    };
}
