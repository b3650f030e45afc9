using Google.Protobuf;
using OpsPlatform.Budgets.V1;

namespace OpsPlatform.Domain.Budgets;

public static partial class BudgetDecider
{
    /// <summary>The child that a request names by its full resource name. The runner has answered NOT_FOUND where it does not exist.</summary>
    private static T Named<T>(this Aggregate<Budget> budget, string name)
        where T : class, IMessage =>
        budget.Find<T>(name[(budget.Name.Length + 1)..]) ?? throw new InvalidOperationException($"{name} was not loaded before the decision.");

    private static string ReservationKey(string id) => $"reservations/{id}";

    private static string AdjustmentKey(string id) => $"adjustments/{id}";

    private static string ExpenseKey(string id) => $"expenses/{id}";
}
