using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Cli.Tests.Suppliers;

internal static class Samples
{
    private static readonly Timestamp Time = new DateTime(2026, 3, 1, 8, 0, 0, DateTimeKind.Utc).ToTimestamp();

    public static Supplier Supplier() => new()
    {
        Name = "workspaces/acme/suppliers/starlight",
        DisplayName = "Starlight MCN",
        Category = SupplierCategory.ContentProduction,
        Member = SupplierMember.McnAgency,
        Contact = new() { SubjectId = "S17", DisplayName = "王***", Contact = "138****5678" },
        Labels = { "spring" },
        State = OpsPlatform.Suppliers.V1.Supplier.Types.State.Active,
        StateHistory = { new StateChange { State = OpsPlatform.Suppliers.V1.Supplier.Types.State.Candidate, StartTime = Time }, new StateChange { State = OpsPlatform.Suppliers.V1.Supplier.Types.State.Active, StartTime = Time } },
        Grade = 8,
        Qualifications = { new Qualification { DocumentId = "business-licence", Title = "Business licence", Issuer = "Market supervision", ExpireTime = Time } },
        Backups = { "workspaces/acme/suppliers/moonlight" },
        LastContactTime = Time,
        Standing = Standing(),
        CreateTime = Time,
        UpdateTime = Time,
        Etag = "5",
    };

    public static Standing Standing() => new()
    {
        Supplier = "workspaces/acme/suppliers/starlight",
        ScoreBps = 7105,
        Grade = 8,
        KeepBps = 9000,
        BarBelowBps = 4000,
        SkippedMonthCount = 1,
        Parts =
        {
            new StandingPart { MonthStartDate = Month(3), ScoreBps = 8000, ShareBps = 5525 },
            new StandingPart { MonthStartDate = Month(1), ScoreBps = 6000, ShareBps = 4475, AgeMonths = 2 },
        },
    };

    public static SimulateStandingResponse Simulation() => new()
    {
        Standings =
        {
            new SimulatedStanding { Supplier = "workspaces/acme/suppliers/moonlight", ScoreBps = 6500, Rank = 2, SimulatedScoreBps = 7700, SimulatedRank = 1 },
            new SimulatedStanding { Supplier = "workspaces/acme/suppliers/starlight", ScoreBps = 7000, Rank = 1, SimulatedScoreBps = 5400, SimulatedRank = 2, LeftOutCount = 1 },
        },
    };

    private static Google.Type.Date Month(int month) => new() { Year = 2026, Month = month, Day = 1 };
}
