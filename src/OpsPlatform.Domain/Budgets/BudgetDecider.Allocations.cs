using Google.Protobuf;
using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using State = OpsPlatform.Budgets.V1.Budget.Types.State;

namespace OpsPlatform.Domain.Budgets;

public static partial class BudgetDecider
{
    public static IEnumerable<IMessage> DrawReserve(Aggregate<Budget> budget, DrawReserveRequest request, DecisionContext context)
    {
        budget.Root.MustBe(State.Active);
        if (string.IsNullOrWhiteSpace(request.Incident))
            throw new Refusal(ErrorReason.IncidentMissing, "incident");

        var line = budget.Root.LineFor(request.Line, costItem: "");
        Currencies.MustBe(budget.Root.CurrencyCode, request.CurrencyCode);
        var reserve = budget.Root.Lines.FirstOrDefault(EmergencyReserve.IsReserve) ?? throw new Refusal(ErrorReason.ReserveMissing, "");
        var date = budget.Root.EffectiveDate(request.EffectiveDate, context);
        reserve.MustHaveLeft(request.AmountMicros, context);
        return
        [
            new ReserveDrawn { Line = reserve.LineId, AmountMicros = request.AmountMicros, EffectiveDate = date, Incident = request.Incident, Purpose = request.Purpose },
            new AllocationIncreased { Line = line.LineId, AmountMicros = request.AmountMicros, EffectiveDate = date, Incident = request.Incident, Purpose = request.Purpose },
        ];
    }

    /// <summary>The total follows its lines, so that they sum to it after every event.</summary>
    private static void Allocate(Budget budget, string lineId, long moreMicros, Google.Type.Date date)
    {
        var line = budget.Line(lineId);
        line.AllocatedAmountMicros += moreMicros;
        line.LeftAmountMicros += moreMicros;
        line.Replan(date, moreMicros);
        budget.TotalAmountMicros += moreMicros;
        BudgetWarnings.Plan(budget);
    }
}
