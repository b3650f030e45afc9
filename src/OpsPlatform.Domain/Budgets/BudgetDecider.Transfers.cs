using Google.Protobuf;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using State = OpsPlatform.Budgets.V1.Budget.Types.State;

namespace OpsPlatform.Domain.Budgets;

public static partial class BudgetDecider
{
    /// <summary>The giving end of a transfer, and the receiving end of what stays in the budget.</summary>
    /// <param name="transfer">The transfer's id.</param>
    public static IEnumerable<IMessage> Transfer(Aggregate<Budget> budget, TransferFundsRequest request, string transfer, DecisionContext context)
    {
        var root = budget.Root;
        root.MustBe(State.Active);
        var date = root.EffectiveDate(request.EffectiveDate, context);
        foreach (var (index, leg) in request.Legs.Index())
        {
            root.KnownLine(leg.Line, $"legs[{index}].line").MustNotBeReserve();
            if (Receiver(request, leg) == budget.Name && leg.CounterLine == leg.Line)
                throw new Refusal(ErrorReason.TransferToItself, $"legs[{index}].counter_line", ("line", leg.Line));
        }

        // Amounts that no line has can sum to more than lines can be shown with.
        foreach (var line in request.Legs.GroupBy(leg => leg.Line))
            root.KnownLine(line.Key).MustHaveLeft((long)Int128.Min(long.MaxValue, line.Aggregate((Int128)0, (sum, leg) => sum + leg.AmountMicros)), context with { Objections = null });
        return
        [
            .. request.Legs.Select(leg => new FundsTransferredOut
            {
                Transfer = transfer,
                Line = leg.Line,
                AmountMicros = leg.AmountMicros,
                CounterBudget = Receiver(request, leg),
                CounterLine = leg.CounterLine,
                Purpose = request.Purpose,
                ExternalReference = request.ExternalReference,
                EffectiveDate = date,
            }),
            .. Receive(budget, request, transfer, root, context),
        ];
    }

    /// <summary>The receiving end of a transfer: a budget that the money goes to.</summary>
    /// <param name="giver">The budget that it comes from, as it was or is.</param>
    public static IEnumerable<IMessage> Receive(Aggregate<Budget> budget, TransferFundsRequest request, string transfer, Budget giver, DecisionContext context)
    {
        var root = budget.Root;
        root.MustBe(State.Active);
        var date = request.EffectiveDate is { } given ? Period.Of(root).Nearest(given.ToDay()).ToDate() : root.NearestDate(context);
        var after = root.Clone();
        if (giver.Name == budget.Name)
            Move(after, request.Legs.Select(leg => (leg.Line, -leg.AmountMicros)));
        foreach (var (index, leg) in request.Legs.Index().Where(leg => Receiver(request, leg.Item) == budget.Name))
        {
            var (amount, conversion) = Currencies.Convert(root.CurrencyCode, leg.AmountMicros, giver.CurrencyCode, leg.ExchangeRate, $"legs[{index}].exchange_rate");
            Move(after, [(root.KnownLine(leg.CounterLine, $"legs[{index}].counter_line").LineId, amount)]);
            yield return new FundsTransferredIn
            {
                Transfer = transfer,
                Line = leg.CounterLine,
                AmountMicros = amount,
                CounterBudget = request.Name,
                CounterLine = leg.Line,
                Purpose = request.Purpose,
                ExternalReference = request.ExternalReference,
                EffectiveDate = date,
                Conversion = conversion,
            };
        }

        EmergencyReserve.MustBeKept(after, "legs");
    }

    /// <summary>Lets go of holds that another budget takes over, with their money if that goes along.</summary>
    /// <param name="holds">Those that are asked for.</param>
    public static IEnumerable<IMessage> CarryOut(Aggregate<Budget> budget, CarryForwardRequest request, IReadOnlyCollection<Reservation> holds, DecisionContext context)
    {
        var root = budget.Root;
        root.MustBe(State.Active, State.Closing);
        if (request.CounterBudget == budget.Name)
            throw new Refusal(ErrorReason.TransferToItself, "counter_budget", ("line", budget.Name.LastId()));
        var date = root.NearestDate(context);
        foreach (var held in holds)
        {
            MustBeHeld(held, context);
            var released = Released(held, held.HeldAmountMicros, date);
            released.CarriedTo = $"{request.CounterBudget}/reservations/{held.Name.LastId()}";
            yield return released;
            if (request.MoveFunds)
            {
                yield return new FundsTransferredOut
                {
                    Transfer = held.Name.LastId(),
                    Line = held.Line,
                    AmountMicros = held.HeldAmountMicros,
                    CounterBudget = request.CounterBudget,
                    CounterLine = held.Line,
                    Purpose = held.Purpose,
                    ExternalReference = held.ExternalReference,
                    EffectiveDate = date,
                };
            }
        }
    }

    /// <summary>Takes over holds of another budget.</summary>
    /// <param name="giver">That budget.</param>
    /// <param name="holds">As they were there.</param>
    public static IEnumerable<IMessage> CarryIn(Aggregate<Budget> budget, CarryForwardRequest request, Budget giver, IReadOnlyCollection<Reservation> holds, DecisionContext context)
    {
        var root = budget.Root;
        root.MustBe(State.Active);
        Period.Of(giver).MustEndBefore(Period.Of(root));
        if (root.CurrencyCode != giver.CurrencyCode)
            throw new Refusal(ErrorReason.CurrencyMismatch, "counter_budget", ("given", giver.CurrencyCode), ("currency", root.CurrencyCode));
        var date = root.NearestDate(context);
        var (taken, ofContents, after) = (new Dictionary<string, long>(), new Dictionary<string, long>(), root.Clone());
        foreach (var held in holds)
        {
            var (id, line, content) = (held.Name.LastId(), root.LineFor(held.Line, held.CostItem), held.CostObject?.Content ?? "");
            ofContents[content] = ofContents.GetValueOrDefault(content) + held.HeldAmountMicros;
            ContentCosts.MustFit(budget, line, held.CostObject, ofContents[content], mayAsk: false, context);
            if (budget.Find<Reservation>(ReservationKey(id)) is { } there)
                throw new Refusal(ErrorReason.ResourceAlreadyExists, "", ("name", there.Name));
            if (request.MoveFunds)
            {
                Move(after, [(line.LineId, held.HeldAmountMicros)]);
                yield return new FundsTransferredIn
                {
                    Transfer = id,
                    Line = line.LineId,
                    AmountMicros = held.HeldAmountMicros,
                    CounterBudget = giver.Name,
                    CounterLine = held.Line,
                    Purpose = held.Purpose,
                    ExternalReference = held.ExternalReference,
                    EffectiveDate = date,
                };
            }
            else
            {
                // What those before it took is not folded in yet.
                var sum = taken[line.LineId] = taken.GetValueOrDefault(line.LineId) + held.HeldAmountMicros;
                foreach (var overrun in line.Hold(sum, date, context))
                    yield return overrun;
            }

            yield return new FundsReserved
            {
                Reservation = id,
                Line = line.LineId,
                AmountMicros = held.HeldAmountMicros,
                CostItem = held.CostItem,
                Purpose = held.Purpose,
                ExternalReference = held.ExternalReference,
                EffectiveDate = date,
                ExpireTime = held.ExpireTime,
                Requester = held.Requester,
                CostObject = held.CostObject,
                Approval = context.Approval,
                CarriedFrom = held.Name,
            };
        }

        EmergencyReserve.MustBeKept(after, "counter_budget");
    }

    private static string Receiver(TransferFundsRequest request, TransferLeg leg) => leg.CounterBudget.Length > 0 ? leg.CounterBudget : request.Name;

    private static void Move(Budget budget, IEnumerable<(string Line, long AmountMicros)> amounts)
    {
        foreach (var (line, amount) in amounts)
        {
            budget.Line(line).AllocatedAmountMicros += amount;
            budget.TotalAmountMicros += amount;
        }
    }
}
