using System.Text;

namespace OpsPlatform.Server.Tests.Histories;

/// <summary>Holds what happened to one budget against the model, and tells a person what does not fit.</summary>
internal static class Verdict
{
    /// <summary>Empty when there is an order in which the model would have answered the same.</summary>
    public static string Of(string budget, ModelBudget start, IReadOnlyList<Interval<Call>> calls)
    {
        if (Linearization<Call, ModelBudget>.Check(start, calls, BudgetModel.Step) is null)
            return "";

        var smallest = Linearization<Call, ModelBudget>.Smallest(start, calls, BudgetModel.Step, call => call.HasNoEffect);
        var stuck = Linearization<Call, ModelBudget>.Check(start, smallest, BudgetModel.Step)!;
        var text = new StringBuilder($"{budget} has answered {calls.Count} calls as it cannot have in any order. These {smallest.Count} are enough to show it:\n");
        text.Append($"\nAfter these, in this order (no other goes further):\n");
        foreach (var call in stuck.Placed)
            text.Append($"  {call}\n");
        text.Append($"\nthe budget is\n  {stuck.State}\n");
        foreach (var hold in stuck.State.Holds.Values)
            text.Append($"  {ModelBudget.Text(hold)}\n");
        text.Append($"\nand none of the calls at work then can be the next:\n");
        foreach (var barred in stuck.Barred)
        {
            text.Append($"  {barred.Call with { Returned = barred.Returned, Answer = barred.Returned is null ? null : barred.Call.Answer }}\n");
            text.Append($"{"",18}where the model says: {string.Join(" or: ", BudgetModel.Expected(stuck.State, barred.Call))}\n");
        }

        return text.ToString();
    }
}
