using System.Diagnostics;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Domain.Budgets;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Domain.Suppliers;

/// <summary>Decides what happens to a settlement, and folds what has happened.</summary>
public static class SettlementDecider
{
    private const int MostDays = 366;
    private const int MostStatements = 100;
    private const int Sides = 2;

    /// <param name="others">The settlements of the same agreement.</param>
    /// <exception cref="Refusal">The period cannot be settled.</exception>
    public static void MustBeSettleable(Agreement agreement, DateOnly start, DateOnly end, IEnumerable<Settlement> others, DateTimeOffset now)
    {
        if (agreement.Signatures.Count < Sides)
            throw new Refusal(ErrorReason.AgreementState, "agreement", ("state", agreement.State.WireName()), ("needed", "ACTIVE/TERMINATED/EXPIRED"));
        if (end < start || end.DayNumber - start.DayNumber >= MostDays || start < agreement.StartDate.ToDay() || end > agreement.EndDate.ToDay())
        {
            throw new Refusal(
                ErrorReason.SettlementPeriodInvalid,
                "end_date",
                ("start_date", Text(start)),
                ("end_date", Text(end)),
                ("agreement_start", AgreementDecider.Text(agreement.StartDate)),
                ("agreement_end", AgreementDecider.Text(agreement.EndDate)),
                ("most_days", MostDays));
        }

        var today = DateOnly.FromDateTime(now.UtcDateTime);
        if (end >= today)
            throw new Refusal(ErrorReason.SettlementPeriodOpen, "end_date", ("end_date", Text(end)), ("today", Text(today)));
        if (others.FirstOrDefault(other => other.StartDate.ToDay() <= end && other.EndDate.ToDay() >= start) is { } settled)
            throw new Refusal(ErrorReason.SettlementPeriodSettled, "start_date", ("settlement", settled.Name.LastId()), ("start_date", AgreementDecider.Text(settled.StartDate)), ("end_date", AgreementDecider.Text(settled.EndDate)));
    }

    /// <param name="currencies">Those of the money that the metrics of the agreement were measured in.</param>
    /// <exception cref="Refusal">Some is in another currency than the agreement: left out, it would be owed and not paid.</exception>
    public static void MustBeOfOneCurrency(Agreement agreement, IEnumerable<string> currencies)
    {
        if (currencies.Where(currency => currency != agreement.CurrencyCode).Order(StringComparer.Ordinal).ToArray() is { Length: > 0 } others)
            throw new Refusal(ErrorReason.SettlementCurrencyMixed, "agreement", ("needed", agreement.CurrencyCode), ("given", string.Join(", ", others)));
    }

    public static IEnumerable<IMessage> Compute(Aggregate<Settlement> settlement, SettlementFacts facts) =>
    [
        new SettlementComputed
        {
            Agreement = facts.Agreement.Name,
            Supplier = facts.Agreement.Supplier,
            CurrencyCode = facts.Agreement.CurrencyCode,
            StartDate = facts.Start.ToDate(),
            EndDate = facts.End.ToDate(),
            Statement = SettlementStatements.Of(facts),
        },
    ];

    public static IEnumerable<IMessage> Correct(Aggregate<Settlement> settlement, CorrectSettlementRequest request, SettlementFacts facts)
    {
        var statements = settlement.Root.Statements;
        if (SettlementStatements.After(statements[^1], SettlementStatements.Of(facts), request.Reason) is not { } next)
            return [];
        return statements.Count >= MostStatements
            ? throw new Refusal(ErrorReason.SettlementStatementsFull, "", ("count", statements.Count))
            : [new SettlementCorrected { Statement = next }];
    }

    /// <param name="expenses">Those that stand for parts of the settlement, in the order in which they are paid.</param>
    public static IEnumerable<IMessage> Pay(Aggregate<Settlement> settlement, PaySettlementRequest request, IReadOnlyCollection<Expense> expenses, DecisionContext context)
    {
        var due = settlement.Root.TotalMicros - settlement.Root.PaidMicros;
        if (due == 0)
            return [];
        if (settlement.Root.Payments.Count >= MostStatements)
            throw new Refusal(ErrorReason.SettlementStatementsFull, "", ("count", settlement.Root.Payments.Count));
        var (rest, currency) = (due, settlement.Root.CurrencyCode);
        var payment = new SettlementPayment { Statement = settlement.Root.Statements.Count, AmountMicros = due, ExternalReference = request.ExternalReference, Principal = context.Principal, CurrencyCode = currency };
        foreach (var expense in due > 0 ? expenses : expenses.Reverse())
        {
            var part = due > 0 ? Math.Min(rest, BudgetDecider.Owed(expense)) : Math.Max(rest, -expense.PaidAmountMicros);
            if (part == 0)
                continue;
            payment.Expenses.Add(new SettlementExpense { Expense = expense.Name, AmountMicros = part, CurrencyCode = currency });
            rest -= part;
        }

        if (rest > 0 && request.Budget.Length > 0)
            payment.Expenses.Add(new SettlementExpense { Expense = $"{request.Budget}/expenses/{context.NewId()}", AmountMicros = rest, Line = request.Line, CurrencyCode = currency });
        else
            payment.OutsideMicros = rest;
        return [new SettlementPaid { Payment = payment }];
    }

    /// <summary>Folds an event in. It never refuses: what is stored has happened.</summary>
    public static void Evolve(Aggregate<Settlement> settlement, Recorded recorded)
    {
        var root = settlement.Root;
        switch (recorded.Message)
        {
            case SettlementComputed computed:
                (root.Agreement, root.Supplier, root.CurrencyCode, root.StartDate, root.EndDate) = (computed.Agreement, computed.Supplier, computed.CurrencyCode, computed.StartDate.Clone(), computed.EndDate.Clone());
                Fold(root, computed.Statement);
                break;
            case SettlementCorrected corrected:
                Fold(root, corrected.Statement);
                break;
            case SettlementPaid paid:
                var payment = paid.Payment.Clone();
                payment.PayTime = recorded.Time.ToTimestamp();
                root.Payments.Add(payment);
                root.PaidMicros += payment.AmountMicros;
                break;
            default:
                throw new UnreachableException($"{settlement.Name} has an event that no settlement can have, {recorded.Message.Descriptor.FullName}, at version {recorded.Version}.");
        }
    }

    private static void Fold(Settlement settlement, SettlementStatement statement)
    {
        settlement.Statements.Add(statement.Clone());
        settlement.TotalMicros = statement.TotalMicros;
    }

    private static string Text(DateOnly day) => $"{day:yyyy-MM-dd}";
}
