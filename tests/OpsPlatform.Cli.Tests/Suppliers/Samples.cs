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

    public static QuoteComparison Comparison() => new()
    {
        CurrencyCode = "CNY",
        EstimateMicros = 30_000_000_000,
        Rows =
        {
            new QuoteRow { Rank = 1, Supplier = "workspaces/acme/suppliers/moonlight", UnitPriceMicros = 2_130_000_000, TotalMicros = 21_300_000_000, LeadDays = 12, ScoreBps = 7200, PointsPerMillion = 3380, SavingBps = 2900, PriceShareBps = 9025 },
            new QuoteRow { Rank = 2, Supplier = "workspaces/acme/suppliers/starlight", UnitPriceMicros = 2_360_000_000, TotalMicros = 23_600_000_000, LeadDays = 10, ScoreBps = 8000, PointsPerMillion = 3389, PreviousUnitPriceMicros = 2_000_000_000, ChangeBps = 1800, PriceRise = true, SavingBps = 2133, PriceShareBps = 10_000 },
        },
    };

    public static Settlement Settlement() => new()
    {
        Name = "workspaces/acme/settlements/spring-march",
        Agreement = "workspaces/acme/agreements/spring",
        Supplier = "workspaces/acme/suppliers/starlight",
        CurrencyCode = "CNY",
        StartDate = Month(3),
        EndDate = new() { Year = 2026, Month = 3, Day = 31 },
        TotalMicros = 3_845_000_000,
        Statements =
        {
            new SettlementStatement { Number = 1, ReadTime = Time, TotalMicros = 3_848_000_000, CurrencyCode = "CNY" },
            new SettlementStatement
            {
                Number = 2,
                ReadTime = Time,
                Reason = "Plays were counted anew",
                Lines =
                {
                    new SettlementLine { Kind = SettlementLine.Types.Kind.Delivery, Order = "workspaces/acme/orders/videos", DeliveryId = "d1", Quantity = 4, RateMicros = 950_000_000, AmountMicros = 3_800_000_000 },
                    new SettlementLine { Kind = SettlementLine.Types.Kind.Result, MetricId = "plays", Quantity = 1500, RateMicros = 30_000_000, PerCount = 1000, ThereCount = 30, ExpectedCount = 31, AmountMicros = 45_000_000 },
                },
                TotalMicros = 3_845_000_000,
                DifferenceMicros = -3_000_000,
                Shares =
                {
                    new SettlementShare { PartyId = "starlight", ShareBps = 6000, AmountMicros = 2_307_000_000, DifferenceMicros = -1_800_000 },
                    new SettlementShare { PartyId = "ann", ShareBps = 4000, AmountMicros = 1_538_000_000, DifferenceMicros = -1_200_000 },
                },
                CurrencyCode = "CNY",
            },
        },
        CreateTime = Time,
        UpdateTime = Time,
        Etag = "2",
    };

    public static DependencyReport Dependencies() => new()
    {
        Findings =
        {
            new DependencyFinding { Code = DependencyFinding.Types.Code.SingleDependency, Category = SupplierCategory.TechSupport, Supplier = "workspaces/acme/suppliers/cumulus" },
            new DependencyFinding { Code = DependencyFinding.Types.Code.Concentration, Supplier = "workspaces/acme/suppliers/starlight", ShareBps = 6000 },
            new DependencyFinding { Code = DependencyFinding.Types.Code.KolCapReached, Budget = "workspaces/acme/budgets/q4", ShareBps = 1500 },
        },
        Shares =
        {
            new DependencyShare { Supplier = "workspaces/acme/suppliers/starlight", Category = SupplierCategory.ContentProduction, CurrencyCode = "CNY", CommittedMicros = 60_000_000_000, ShareBps = 6000 },
            new DependencyShare { Supplier = "workspaces/acme/suppliers/cumulus", Category = SupplierCategory.TechSupport, CurrencyCode = "CNY", CommittedMicros = 40_000_000_000, ShareBps = 4000 },
        },
    };

    private static Google.Type.Date Month(int month) => new() { Year = 2026, Month = month, Day = 1 };
}
