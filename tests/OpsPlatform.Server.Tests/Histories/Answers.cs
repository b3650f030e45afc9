using System.Text.Json;
using Google.Protobuf;
using OpsPlatform.Budgets.V1;

namespace OpsPlatform.Server.Tests.Histories;

/// <summary>What the platform answered, as the model says it: in one line, with every number that could be wrong.</summary>
internal static class Answers
{
    private const string Again = "again: ";

    /// <summary>The facts of a refusal that tell which state it was decided on.</summary>
    private static readonly string[] _telling = ["left", "held", "refundable", "state", "current", "count"];

    public static string Of(IMessage answer, bool replayed) => (replayed ? Again : "") + answer switch
    {
        Budget budget => Budget(
            Word(budget.State),
            budget.Lines.Select(line => (line.LineId, line.AllocatedAmountMicros, line.HeldAmountMicros, line.SpentAmountMicros, line.LeftAmountMicros)),
            budget.OpenReservationCount,
            budget.Etag),
        Reservation hold => Of(hold),
        Expense expense => Of(expense),
        ListReservationsResponse list => List(list.Reservations.Select(Of)),
        ListEntriesResponse list => List(list.Entries.Select(Of)),
        _ => throw new InvalidOperationException($"No history asks for a {answer.Descriptor.Name}."),
    };

    public static string Of(RpcError error) =>
        string.Join(' ', [error.Reason, .. _telling.Where(error.Info.Metadata.ContainsKey).Select(fact => $"{fact}={error.Info.Metadata[fact]}")]);

    public static string Budget(string state, IEnumerable<(string Id, long Allocated, long Held, long Spent, long Left)> lines, int open, object etag) =>
        $"{state} {string.Join(", ", lines.Select(line => $"{line.Id} {line.Allocated}: {line.Held} held {line.Spent} spent {line.Left} left"))}, {open} open @{etag}";

    public static string Hold(string id, string state, string line, long micros, long held, long captured, long released, DateTimeOffset expiry, object etag) =>
        $"{id} {state} {line} {micros}: {held} held {captured} captured {released} released, until {expiry:HH:mm:ss.ffffff} @{etag}";

    public static string Expense(string id, string line, long micros, long refunded, object etag) => $"{id} {line} {micros}: {refunded} refunded @{etag}";

    public static string Entry(object number, string kind, string line, long micros, string child) => $"#{number} {kind} {line} {micros} {child}".TrimEnd();

    public static string List(IEnumerable<string> items) => string.Join(" | ", items);

    public static string Repeated(string answer) => Again + answer;

    /// <summary>Refusals begin with a reason, answers with an id, a state or a number.</summary>
    public static bool IsRefusal(string answer) => answer.Split(' ')[0] is var word && word.Contains('_') && word != "PENDING_APPROVAL";

    public static string Id(string name) => name[(name.LastIndexOf('/') + 1)..];

    private static string Word<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.SnakeCaseUpper.ConvertName($"{value}");

    private static string Of(Reservation hold) => Hold(
        Id(hold.Name), Word(hold.State), hold.Line, hold.AmountMicros, hold.HeldAmountMicros, hold.CapturedAmountMicros, hold.ReleasedAmountMicros, hold.ExpireTime.ToDateTimeOffset(), hold.Etag);

    private static string Of(Expense expense) => Expense(Id(expense.Name), expense.Line, expense.AmountMicros, expense.RefundedAmountMicros, expense.Etag);

    /// <summary>Without the ids that the server makes.</summary>
    private static string Of(LedgerEntry entry) =>
        Entry(Id(entry.Name), Word(entry.Kind), entry.Line, entry.AmountMicros, Id(entry.Reservation.Length > 0 ? entry.Reservation : entry.Expense));
}
