using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Suppliers.V1;
using BudgetState = OpsPlatform.Budgets.V1.Budget.Types.State;
using State = OpsPlatform.Budgets.V1.Reservation.Types.State;

namespace OpsPlatform.Domain.Budgets;

public static partial class BudgetDecider
{
    /// <summary>The cost item of what is paid to opinion leaders, where a line owns it (BUD-02).</summary>
    private const string KolItem = "kol";

    /// <summary>The longest that a hold lasts: orders end theirs themselves.</summary>
    private static readonly Duration _orderTtl = Duration.FromTimeSpan(TimeSpan.FromDays(366));

    /// <summary>Holds the price of an order that is being made.</summary>
    /// <param name="order">As it will be.</param>
    /// <param name="name">Its name.</param>
    public static IEnumerable<IMessage> HoldFor(Aggregate<Budget> budget, Order order, string name, DecisionContext context) => Reserve(
        budget,
        new ReserveFundsRequest
        {
            Line = order.BudgetLine,
            AmountMicros = order.TotalMicros,
            CurrencyCode = order.CurrencyCode,
            Ttl = _orderTtl,
            CostItem = CostItem(budget.Root, order),
            SourceReservation = order.SourceReservation,
            Purpose = order.DisplayName,
            CostObject = For(order, name, order.Campaign, content: ""),
        },
        context with { Id = order.Reservation.LastId() });

    /// <summary>Spends the price of a delivery: from the hold while it has it, and the rest from the line.</summary>
    public static IEnumerable<IMessage> SpendFor(Aggregate<Budget> budget, Order order, DeliveryAccepted delivery, DecisionContext context)
    {
        budget.Root.MustBe(BudgetState.Active, BudgetState.Closing);
        var hold = budget.Named<Reservation>(order.Reservation);
        var (date, costObject) = (budget.Root.NearestDate(context), For(order, order.Name, hold.CostObject?.Campaign ?? "", delivery.Content));
        var held = hold.State == State.Held && !hold.IsDue(context.Time) ? Math.Min(hold.HeldAmountMicros, delivery.AmountMicros) : 0;
        var line = budget.Root.Line(hold.Line);
        ContentCosts.MustFit(budget, line, costObject, delivery.AmountMicros, mayAsk: true, context);
        if (held > 0)
        {
            foreach (var overrun in line.Capture(held, hold.EffectiveDate, date, context))
                yield return overrun;
            yield return new ReservationCaptured
            {
                Reservation = hold.Name.LastId(),
                Expense = context.NewId(),
                Line = hold.Line,
                AmountMicros = held,
                CostItem = hold.CostItem,
                Purpose = order.DisplayName,
                ExternalReference = delivery.DeliveryId,
                EffectiveDate = date,
                CostObject = costObject,
                Approval = context.Approval,
            };
        }

        var rest = delivery.AmountMicros - held;
        if (rest == 0)
            yield break;
        foreach (var overrun in line.Spend(rest, date, context))
            yield return overrun;
        yield return new ExpenseRecorded
        {
            Expense = context.NewId(),
            Line = hold.Line,
            AmountMicros = rest,
            CostItem = hold.CostItem,
            Purpose = order.DisplayName,
            ExternalReference = delivery.DeliveryId,
            EffectiveDate = date,
            CostObject = costObject,
            Approval = context.Approval,
        };
    }

    /// <summary>Gives back what an order that is over still holds.</summary>
    public static IEnumerable<IMessage> ReleaseFor(Aggregate<Budget> budget, Order order, DecisionContext context) => budget.Named<Reservation>(order.Reservation) switch
    {
        { State: not State.Held } => [],
        var due when due.IsDue(context.Time) => [Expired(due, budget.Root.NearestDate(context))],
        var held => [Released(held, held.HeldAmountMicros, budget.Root.NearestDate(context))],
    };

    private static string CostItem(Budget budget, Order order) => order.CostItem.Length > 0 ? order.CostItem : order.Kol && budget.Lines.Any(line => line.CostItems.Contains(KolItem)) ? KolItem : "";

    private static CostObject For(Order order, string name, string campaign, string content) => new() { Campaign = campaign, Content = content, Supplier = order.Supplier, Order = name };
}
