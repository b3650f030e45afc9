using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Suppliers.V1;

namespace OpsPlatform.Domain.Budgets;

/// <summary>What holds of what money is for.</summary>
public static class CostObjectRules
{
    /// <summary>The supplier of an order, which need not be named beside it.</summary>
    /// <param name="field">The request's field that tells what the money is for.</param>
    public static string Supplier(CostObject given, Order order, string field) => given.Supplier.Length == 0 || given.Supplier == order.Supplier
        ? order.Supplier
        : throw new Refusal(ErrorReason.CostObjectMismatch, $"{field}.supplier", ("order", order.Name.LastId()), ("supplier", order.Supplier.LastId()), ("given", given.Supplier.LastId()));
}
