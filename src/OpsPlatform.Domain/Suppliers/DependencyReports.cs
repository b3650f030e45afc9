using OpsPlatform.Budgets.V1;
using OpsPlatform.Suppliers.V1;
using Code = OpsPlatform.Suppliers.V1.DependencyFinding.Types.Code;
using State = OpsPlatform.Suppliers.V1.Supplier.Types.State;

namespace OpsPlatform.Domain.Suppliers;

/// <summary>On whom a workspace depends.</summary>
public static class DependencyReports
{
    private const int DefaultConcentrationBps = 5_000;
    private const int DefaultCapBps = 1_500;
    private const int Whole = 10_000;

    public static DependencyReport Of(IReadOnlyCollection<Supplier> suppliers, IReadOnlyCollection<Order> orders, IEnumerable<Budget> budgets, GetDependencyReportRequest request)
    {
        var there = suppliers.Where(supplier => supplier.DeleteTime is null).ToArray();
        var shares = Shares(suppliers, orders).ToArray();
        var concentration = request.ConcentrationBps > 0 ? request.ConcentrationBps : DefaultConcentrationBps;
        var cap = request.KolCapBps > 0 ? request.KolCapBps : DefaultCapBps;
        return new DependencyReport
        {
            Findings =
            {
                Singles(there),
                shares.Where(share => share.ShareBps >= concentration).Select(share => new DependencyFinding { Code = Code.Concentration, Supplier = share.Supplier, ShareBps = share.ShareBps }),
                Caps(orders, budgets, cap),
                Stranded(there, orders),
            },
            Shares = { shares },
        };
    }

    /// <summary>One that is active and nobody who stands by (SUP-05).</summary>
    private static IEnumerable<DependencyFinding> Singles(IEnumerable<Supplier> suppliers) =>
        from category in suppliers.Where(supplier => supplier.State is State.Active or State.Backup).GroupBy(supplier => supplier.Category).OrderBy(category => category.Key)
        where category.Count() == 1 && category.Single().State == State.Active
        select new DependencyFinding { Code = Code.SingleDependency, Category = category.Key, Supplier = category.Single().Name };

    private static IEnumerable<DependencyShare> Shares(IEnumerable<Supplier> suppliers, IEnumerable<Order> orders)
    {
        var categories = suppliers.ToDictionary(supplier => supplier.Name, supplier => supplier.Category);
        return from currency in orders.GroupBy(order => order.CurrencyCode).OrderBy(currency => currency.Key, StringComparer.Ordinal)
               let all = Committed(currency)
               from supplier in currency.GroupBy(order => order.Supplier)
               let committed = Committed(supplier)
               where committed > 0
               orderby currency.Key, committed descending, supplier.Key
               select new DependencyShare
               {
                   Supplier = supplier.Key,
                   Category = categories.GetValueOrDefault(supplier.Key),
                   CurrencyCode = currency.Key,
                   CommittedMicros = (long)Int128.Min(long.MaxValue, committed),
                   ShareBps = (int)(committed * Whole / all),
               };
    }

    private static IEnumerable<DependencyFinding> Caps(IEnumerable<Order> orders, IEnumerable<Budget> budgets, int capBps)
    {
        var totals = budgets.ToDictionary(budget => budget.Name, budget => budget.TotalAmountMicros);
        return from kol in orders.Where(order => order.Kol && order.Budget.Length > 0).GroupBy(order => order.Budget).OrderBy(kol => kol.Key, StringComparer.Ordinal)
               where totals.GetValueOrDefault(kol.Key) > 0
               let share = (int)Int128.Min(int.MaxValue, Committed(kol) * Whole / totals[kol.Key])
               where share >= capBps
               select new DependencyFinding { Code = Code.KolCapReached, Budget = kol.Key, ShareBps = share };
    }

    private static IEnumerable<DependencyFinding> Stranded(IEnumerable<Supplier> suppliers, IReadOnlyCollection<Order> orders) =>
        from supplier in suppliers.Where(supplier => supplier.State is State.Blocked or State.Eliminated).OrderBy(supplier => supplier.Name, StringComparer.Ordinal)
        let open = orders.Count(order => order.Supplier == supplier.Name && order.State == Order.Types.State.Open)
        where open > 0
        select new DependencyFinding { Code = Code.OrdersStranded, Supplier = supplier.Name, OrderCount = open };

    private static Int128 Committed(IEnumerable<Order> orders) => orders.Aggregate((Int128)0, (sum, order) => sum + OrderFacts.Committed(order));
}
