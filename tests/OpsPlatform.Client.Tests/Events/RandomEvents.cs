using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Events.V1;
using Date = Google.Type.Date;

namespace OpsPlatform.Client.Tests.Events;

/// <summary>Events as budgets store them, with texts of all kinds.</summary>
internal static class RandomEvents
{
    // None that JSON writes in hexadecimal digits: those have two spellings that mean the same.
    private static readonly string[] Texts = ["", "kol", "主播 & \"props\"", "a\\b", "ü～", "100%"];

    public static ChainedEvent Next(Random random, long position, string stream, long version)
    {
        var (type, message) = Message(random);
        return new ChainedEvent
        {
            Position = position,
            Id = Id(random),
            Stream = stream,
            Version = version,
            Type = type,
            Time = new Timestamp { Seconds = 1_770_000_000 + position, Nanos = random.Next(1_000_000) * 1000 },
            Actor = $"users/u{random.Next(5)}",
            Client = "acme-ops",
            RequestId = random.Next(4) == 0 ? "" : Id(random),
            Trace = $"{random.NextInt64():x16}",
            Wire = message.ToByteString(),
            DataJson = JsonFormatter.Default.Format(message),
        };
    }

    private static (string Type, IMessage Message) Message(Random random) => random.Next(3) switch
    {
        0 => ("funds_reserved", new FundsReserved
        {
            Reservation = $"r{random.Next()}",
            Line = "content",
            AmountMicros = random.NextInt64(1, long.MaxValue),
            Purpose = random.GetItems(Texts, 1)[0],
            EffectiveDate = new Date { Year = 2026, Month = random.Next(1, 13), Day = 5 },
            ExpireTime = new Timestamp { Seconds = random.Next(), Nanos = 5000 },
        }),
        1 => ("budget_rejected", new BudgetRejected { Reviewer = "clients/brand", Reason = random.GetItems(Texts, 1)[0] }),
        _ => ("budget_created", new BudgetCreated
        {
            Budget = new Budget
            {
                DisplayName = "Year",
                FocusRule = Budget.Types.FocusRule.EightyTwenty,
                Lines = { new BudgetLine { LineId = "core", AllocatedAmountMicros = random.NextInt64(), CostItems = { "kol", "salary" } } },
            },
        }),
    };

    private static string Id(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes).ToString();
    }
}
