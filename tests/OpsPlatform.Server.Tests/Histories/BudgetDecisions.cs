using Google.Protobuf;
using OpsPlatform.Budgets.V1;

namespace OpsPlatform.Server.Tests.Histories;

/// <summary>What the rpcs do to the model's budget, each as its comment in budgets_service.proto says.</summary>
internal static class BudgetDecisions
{
    /// <summary>The client that ends holds whose time is over, without having been asked.</summary>
    public const string Platform = "system";

    public static readonly TimeSpan DefaultTtl = TimeSpan.FromDays(7);

    public static string Expired(object version) => $"expired by itself @{version}";

    /// <summary>The hold whose time can decide about a request.</summary>
    public static ModelHold? Named(ModelBudget budget, IMessage request) => request switch
    {
        CaptureReservationRequest capture => Hold(budget, capture.Name),
        ReleaseReservationRequest release => Hold(budget, release.Name),
        _ => null,
    };

    /// <summary>What is there afterwards, and the answer. A refusal leaves everything as it was.</summary>
    public static (ModelBudget After, string Answer) Decide(ModelBudget budget, IMessage request, string client, DateTimeOffset time) => request switch
    {
        GetBudgetRequest => (budget, budget.ToString()),
        GetReservationRequest get => (budget, Hold(budget, get.Name) is { } hold ? ModelBudget.Text(hold) : "RESOURCE_NOT_FOUND"),
        GetExpenseRequest get => (budget, Expense(budget, get.Name) is { } expense ? ModelBudget.Text(expense) : "RESOURCE_NOT_FOUND"),
        ListReservationsRequest => (budget, Answers.List(budget.Holds.Values.Select(ModelBudget.Text))),
        ListEntriesRequest => (budget, Answers.List(budget.Ledger)),
        SubmitBudgetRequest submit => Guarded(budget, submit.Etag, budget.Version, () => Submit(budget, client)),
        ApproveBudgetRequest approve => Guarded(budget, approve.Etag, budget.Version, () => Approve(budget, client)),
        CloseBudgetRequest close => Guarded(budget, close.Etag, budget.Version, () => Close(budget)),
        ReserveFundsRequest reserve when budget.Holds.ContainsKey(reserve.ReservationId) => (budget, "RESOURCE_ALREADY_EXISTS"),
        ReserveFundsRequest reserve => Guarded(budget, reserve.Etag, budget.Version, () => Reserve(budget, reserve, time)),
        RecordExpenseRequest record when budget.Expenses.ContainsKey(record.ExpenseId) => (budget, "RESOURCE_ALREADY_EXISTS"),
        RecordExpenseRequest record => Guarded(budget, record.Etag, budget.Version, () => Record(budget, record)),
        CaptureReservationRequest capture when Hold(budget, capture.Name) is { } hold => Guarded(budget, capture.Etag, hold.Version, () => Capture(budget, hold, capture, time)),
        ReleaseReservationRequest expired when client == Platform => Hold(budget, expired.Name) is { } hold && hold.IsDue(time) ? (GiveBack(budget, hold, "EXPIRED"), Expired(budget.Version + 1)) : (budget, "NOT_DUE"),
        ReleaseReservationRequest release when Hold(budget, release.Name) is { } hold => Guarded(budget, release.Etag, hold.Version, () => Release(budget, hold, time)),
        RefundExpenseRequest refund when Expense(budget, refund.Name) is { } expense => Guarded(budget, refund.Etag, expense.Version, () => Refund(budget, expense, refund)),
        _ => (budget, "RESOURCE_NOT_FOUND"),
    };

    private static (ModelBudget, string) Guarded(ModelBudget budget, string etag, int version, Func<(ModelBudget, string)> decide) =>
        etag.Length > 0 && etag != $"{version}" ? (budget, $"ETAG_MISMATCH current={version}") : decide();

    private static (ModelBudget, string) Submit(ModelBudget budget, string client) => budget.State switch
    {
        "PENDING_APPROVAL" => (budget, $"{budget}"),
        "DRAFT" => Answered(budget.Happen("PENDING_APPROVAL") with { Submitter = client }),
        _ => State(budget),
    };

    private static (ModelBudget, string) Approve(ModelBudget budget, string client) => budget.State switch
    {
        "ACTIVE" => (budget, $"{budget}"),
        "PENDING_APPROVAL" when client == budget.Submitter => (budget, "SEPARATION_OF_DUTIES"),
        "PENDING_APPROVAL" => Answered(budget.Lines.Aggregate(budget.Happen("ACTIVE"), (sum, line) => sum.Move("ALLOCATED", line.Id, line.Allocated, ""))),
        _ => State(budget),
    };

    private static (ModelBudget, string) Close(ModelBudget budget) =>
        budget.State == "CLOSED" ? (budget, $"{budget}") : budget.Open > 0 ? (budget, $"RESERVATIONS_OPEN count={budget.Open}") : Answered(budget.Happen("CLOSED"));

    private static (ModelBudget, string) Reserve(ModelBudget budget, ReserveFundsRequest request, DateTimeOffset time)
    {
        if (Short(budget, request.Line, request.AmountMicros) is { } refusal)
            return (budget, refusal);
        var after = budget.Move("RESERVED", request.Line, request.AmountMicros, request.ReservationId);
        var expiry = time + (request.Ttl?.ToTimeSpan() ?? DefaultTtl);
        return Answered(after, new ModelHold(request.ReservationId, request.Line, request.AmountMicros, expiry, "HELD", request.AmountMicros, 0, 0, after.Version, false));
    }

    private static (ModelBudget, string) Record(ModelBudget budget, RecordExpenseRequest request)
    {
        if (Short(budget, request.Line, request.AmountMicros) is { } refusal)
            return (budget, refusal);
        var after = budget.Move("SPENT", request.Line, request.AmountMicros, request.ExpenseId);
        var expense = new ModelExpense(request.ExpenseId, request.Line, request.AmountMicros, 0, after.Version);
        return (after.With(expense), ModelBudget.Text(expense));
    }

    private static (ModelBudget, string) Capture(ModelBudget budget, ModelHold hold, CaptureReservationRequest request, DateTimeOffset time)
    {
        if (hold.EndedByTime || hold.IsDue(time))
            return (budget, "RESERVATION_EXPIRED");
        if (hold.State != "HELD")
            return (budget, $"RESERVATION_FINISHED state={hold.State}");
        var micros = request.HasAmountMicros ? request.AmountMicros : hold.Held;
        if (micros > hold.Held)
            return (budget, $"CAPTURE_EXCEEDS_HOLD held={hold.Held}");

        var after = budget.Move("CAPTURED", hold.Line, micros, hold.Id);
        hold = hold with { Held = hold.Held - micros, Captured = hold.Captured + micros, Version = after.Version };
        hold = hold.Held == 0 ? hold with { State = "CAPTURED" } : hold;
        after = after.With(hold);
        if (request.Final && hold.Held > 0)
            after = GiveBack(after, hold, "RELEASED");
        return (after, ModelBudget.Text(after.Holds[hold.Id]));
    }

    private static (ModelBudget, string) Release(ModelBudget budget, ModelHold hold, DateTimeOffset time)
    {
        if (hold is { State: "CAPTURED", Released: 0 })
            return (budget, $"RESERVATION_FINISHED state={hold.State}");
        var after = hold.State == "HELD" ? GiveBack(budget, hold, hold.IsDue(time) ? "EXPIRED" : "RELEASED") : budget;
        return (after, ModelBudget.Text(after.Holds[hold.Id]));
    }

    private static (ModelBudget, string) Refund(ModelBudget budget, ModelExpense expense, RefundExpenseRequest request)
    {
        if (budget.State != "ACTIVE")
            return State(budget);
        var refundable = expense.Micros - expense.Refunded;
        var micros = request.HasAmountMicros ? request.AmountMicros : refundable;
        if (micros > refundable)
            return (budget, $"REFUND_EXCEEDS_EXPENSE refundable={refundable}");
        if (micros == 0)
            return (budget, ModelBudget.Text(expense));
        var after = budget.Move("REFUNDED", expense.Line, micros, expense.Id);
        expense = expense with { Refunded = expense.Refunded + micros, Version = after.Version };
        return (after.With(expense), ModelBudget.Text(expense));
    }

    private static ModelBudget GiveBack(ModelBudget budget, ModelHold hold, string kind)
    {
        var after = budget.Move(kind, hold.Line, hold.Held, hold.Id);
        return after.With(hold with
        {
            State = hold.Captured > 0 ? "CAPTURED" : kind,
            Held = 0,
            Released = hold.Released + hold.Held,
            Version = after.Version,
            EndedByTime = kind == "EXPIRED",
        });
    }

    private static string? Short(ModelBudget budget, string lineId, long micros) =>
        budget.State != "ACTIVE" ? State(budget).Answer
        : budget.Lines.Single(line => line.Id == lineId).Left is var left && micros > left ? $"BUDGET_EXCEEDED left={left}"
        : null;

    private static (ModelBudget, string Answer) State(ModelBudget budget) => (budget, $"BUDGET_STATE state={budget.State}");

    private static (ModelBudget, string) Answered(ModelBudget after) => (after, $"{after}");

    private static (ModelBudget, string) Answered(ModelBudget after, ModelHold hold) => (after.With(hold), ModelBudget.Text(hold));

    private static ModelHold? Hold(ModelBudget budget, string name) => budget.Holds.GetValueOrDefault(Answers.Id(name));

    private static ModelExpense? Expense(ModelBudget budget, string name) => budget.Expenses.GetValueOrDefault(Answers.Id(name));
}
