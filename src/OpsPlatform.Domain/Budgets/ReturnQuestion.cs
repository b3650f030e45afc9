using OpsPlatform.Api.V1;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Domain.Metrics;
using OpsPlatform.Metrics.V1;
using Unit = OpsPlatform.Metrics.V1.Metric.Types.Unit;

namespace OpsPlatform.Domain.Budgets;

/// <summary>What is asked about a budget's return, and whether it fits together.</summary>
public sealed class ReturnQuestion
{
    /// <exception cref="Refusal">It does not.</exception>
    public ReturnQuestion(Budget budget, GetReturnRequest request)
    {
        Request = request;
        Currencies.MustBe(budget.CurrencyCode, request.CurrencyCode);
        foreach (var line in request.Lines)
            budget.KnownLine(line, "lines");
        foreach (var (i, asked) in request.LifetimeValues.Index())
            MustBeClear(budget, asked, i);
        Income = Named(request.IncomeMetric, "sales", "income_metric");
        if (Income.Unit != Unit.Micros || Income.Aggregation != Metric.Types.Aggregation.Sum)
            throw Invalid("income_metric", "income is a sum of money", "收入须为金额合计类指标");
        Customers = Named(request.CustomersMetric, "acquired-users", "customers_metric");
        Orders = Named(request.OrdersMetric, "orders", "orders_metric");
        foreach (var (metric, field) in new[] { (Customers, "customers_metric"), (Orders, "orders_metric") })
        {
            if (metric.Unit != Unit.Count || metric.Aggregation != Metric.Types.Aggregation.Sum)
                throw Invalid(field, "what has a cost is counted and added up", "成本对象须为计数合计类指标");
        }

        if (request.Standards is { } standards)
        {
            if (standards.InputOutput.HasActualBps || standards.InputOutput.Metric.Length > 0)
                throw Invalid("standards.input_output", "input and output are the cost and the income of this budget", "投入产出比由本预算的成本与收入得出");
            MustBeClear(standards.Effect, "standards.effect");
            MustBeClear(standards.Satisfaction, "standards.satisfaction");
            MustBeClear(standards.BrandInfluence, "standards.brand_influence");
        }
    }

    public GetReturnRequest Request { get; }

    public Metric Income { get; }

    public Metric Customers { get; }

    public Metric Orders { get; }

    /// <summary>What the customers of a line are worth.</summary>
    public static Metric Lifetime { get; } = BuiltInMetrics.Find("lifetime-value")!;

    /// <summary>All that has to be read.</summary>
    public IReadOnlyCollection<Metric> Metrics =>
        [.. new[] { Income, Customers, Orders, Lifetime }.Concat(Judged().Where(question => question.Metric.Length > 0).Select(question => BuiltInMetrics.Find(question.Metric)!)).Distinct()];

    private IEnumerable<StandardQuestion> Judged() => Request.Standards is { } standards ? [standards.Effect, standards.Satisfaction, standards.BrandInfluence] : [];

    private void MustBeClear(Budget budget, LifetimeValue asked, int i)
    {
        var field = $"lifetime_values[{i}]";
        budget.KnownLine(asked.Line, $"{field}.line");
        if (Request.LifetimeValues.Take(i).Any(other => other.Line == asked.Line))
            throw Invalid($"{field}.line", "a line is compared once", "同一预算项只能比较一次");
        if (asked.HasValueMicros == asked.Accounts.Count > 0)
            throw Invalid(field, "a lifetime value is either given or read from accounts", "生命周期价值须且仅须直接给出或取自账号");
    }

    private static void MustBeClear(StandardQuestion asked, string field)
    {
        if (asked.HasActualBps == asked.Metric.Length > 0)
            throw Invalid(field, "a standard is either given or read from a metric", "评估标准须且仅须直接给出或取自指标");
        if (asked.Metric.Length > 0 && Named(asked.Metric, "", $"{field}.metric").Unit != Unit.Ratio && asked.TargetValue == 0)
            throw Invalid($"{field}.target_value", "a metric that is no ratio needs the value that is the whole", "非比率指标须给出代表百分之百的目标值");
    }

    private static Metric Named(string id, string usual, string field) =>
        BuiltInMetrics.Find(id.Length > 0 ? id : usual) ?? throw new Refusal(ErrorReason.MetricNotKnown, field, ("metric", id));

    private static Refusal Invalid(string field, string english, string chinese) => new(ErrorReason.ReturnQuestionInvalid, field, ("problem", new Sentence(english, chinese)));
}
