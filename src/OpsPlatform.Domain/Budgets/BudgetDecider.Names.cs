using Google.Protobuf;
using OpsPlatform.Budgets.V1;

namespace OpsPlatform.Domain.Budgets;

public static partial class BudgetDecider
{
    /// <summary>The child that a request names by its full resource name. The runner has answered NOT_FOUND where it does not exist.</summary>
    private static T Named<T>(this Aggregate<Budget> budget, string name)
        where T : class, IMessage =>
        budget.Find<T>(name[(budget.Name.Length + 1)..]) ?? throw new InvalidOperationException($"{name} was not loaded before the decision.");

    /// <summary>The hold that a new one is to take its money from, by its id below the budget; none for none.</summary>
    public static IEnumerable<string> Source(string reservation) => reservation.Length > 0 ? [ReservationKey(reservation.LastId())] : [];

    private static string ReservationKey(string id) => $"reservations/{id}";

    private static string AdjustmentKey(string id) => $"adjustments/{id}";

    private static string ExpenseKey(string id) => $"expenses/{id}";
}
