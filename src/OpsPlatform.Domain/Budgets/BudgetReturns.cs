using Google.Protobuf.WellKnownTypes;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Domain.Metrics;
using OpsPlatform.Metrics.V1;
using Finding = OpsPlatform.Budgets.V1.CostPer.Types.Finding;
using Kind = OpsPlatform.Budgets.V1.ReturnFigure.Types.Kind;
using PointState = OpsPlatform.Metrics.V1.MetricPoint.Types.State;
using Standard = OpsPlatform.Budgets.V1.StandardResult.Types.Standard;
using State = OpsPlatform.Budgets.V1.ReturnStep.Types.State;
using Verdict = OpsPlatform.Budgets.V1.StandardResult.Types.Verdict;

namespace OpsPlatform.Domain.Budgets;

/// <summary>What a return is computed from, as of a time.</summary>
/// <param name="Spent">By line, refunds taken off.</param>
/// <param name="Metrics">Of a group of accounts: that of a line, by its id, or all that the request names, by the empty text.</param>
public sealed record ReturnFacts(IReadOnlyDictionary<string, long> Spent, Func<string, Metric, MetricActual> Metrics, DateTimeOffset AsOf);

/// <summary>What came of a budget's money (BUD-13 to BUD-16). What is judged is compared exactly; only what is shown is rounded.</summary>
public sealed class BudgetReturns
{
    private const int Whole = 10_000;
    private const string BenchmarkCurrency = "CNY";
    private const long AcquisitionBenchmark = 80_000_000;
    private const long SaleBenchmark = 98_000_000;

    /// <summary>From which month on how much income is asked for each 1 of cost (BUD-15).</summary>
    private static readonly (int Months, int Ratio)[] Ladder = [(6, 3), (18, 5), (30, 8)];

    private readonly Budget _budget;
    private readonly ReturnQuestion _question;
    private readonly GetReturnRequest _request;
    private readonly ReturnFacts _facts;
    private readonly long _cost;
    private readonly ReturnFigure _income;

    private BudgetReturns(Budget budget, ReturnQuestion question, ReturnFacts facts)
    {
        (_budget, _question, _request, _facts) = (budget, question, question.Request, facts);
        _cost = Clamp(CostLines().Sum(line => (decimal)Spent(line.LineId)));
        _income = Figure(Kind.Income, question.Income);
    }

    public static ReturnReport Of(Budget budget, ReturnQuestion question, ReturnFacts facts) => new BudgetReturns(budget, question, facts).Report();

    private ReturnReport Report()
    {
        var (customers, orders) = (Figure(Kind.NewCustomers, _question.Customers), Figure(Kind.Orders, _question.Orders));
        var report = new ReturnReport
        {
            Budget = _budget.Name,
            StartDate = _request.StartDate,
            EndDate = _request.EndDate,
            ReadTime = _facts.AsOf.ToTimestamp(),
            CurrencyCode = _budget.CurrencyCode,
            Figures = { new ReturnFigure { Kind = Kind.Cost, Source = FigureSource.Ledger, Value = _cost }, _income, customers, orders },
            LineCosts = { CostLines().Select(line => new LineCost { Line = line.LineId, CostMicros = Spent(line.LineId) }) },
            Ladder = { Ladder.Select(step => Step(step.Months, step.Ratio)) },
            Acquisition = Per(customers, _request.HasAcquisitionBenchmarkMicros ? _request.AcquisitionBenchmarkMicros : null, AcquisitionBenchmark, Finding.CacHigh),
            Sale = Per(orders, _request.HasSaleBenchmarkMicros ? _request.SaleBenchmarkMicros : null, SaleBenchmark, Finding.CpsHigh),
            LifetimeValues = { LifetimeValues() },
            Standards = { _request.Standards is { } standards ? Judge(standards) : [] },
        };
        if (Return() is { } ratio)
            report.ReturnBps = Bps(ratio);
        return report;
    }

    private IEnumerable<BudgetLine> CostLines() => _budget.Lines.Where(line => _request.Lines.Count == 0 || _request.Lines.Contains(line.LineId));

    private long Spent(string line) => _facts.Spent.GetValueOrDefault(line);

    private ReturnFigure Figure(Kind kind, Metric metric)
    {
        var actual = _facts.Metrics("", metric);
        var point = actual.Sums.Point(metric, actual.ExpectedCount);
        return new ReturnFigure
        {
            Kind = kind,
            Source = FigureSource.Metric,
            Metric = metric.MetricId,
            Missing = point.State == PointState.Missing,
            Value = point.Value,
            ThereCount = point.ThereCount,
            ExpectedCount = point.ExpectedCount,
        };
    }

    /// <summary>Income for each 1 of cost, in basis points, before it is rounded.</summary>
    private decimal? Return() => _income.Missing || _cost <= 0 ? null : (decimal)_income.Value * Whole / _cost;

    private ReturnStep Step(int months, int ratio)
    {
        var step = new ReturnStep { Months = months, TargetRatio = ratio };
        if (_request.PlanStartDate is { } start)
            step.DueDate = MetricRange.Later(start.ToDay(), months).ToDate();
        var gap = _income.Value - (Int128)_cost * ratio;
        step.State = step.DueDate?.ToDay() > _request.EndDate.ToDay() ? State.NotDue
            : _cost <= 0 ? State.Undefined
            : _income.Missing ? State.Missing
            : gap >= 0 ? State.Met : State.Missed;
        if (step.State is State.Met or State.Missed)
            step.GapMicros = (long)Int128.Clamp(gap, long.MinValue, long.MaxValue);
        return step;
    }

    /// <param name="given">The benchmark that the request asks for.</param>
    /// <param name="usual">The one that is known in one currency.</param>
    private CostPer Per(ReturnFigure count, long? given, long usual, Finding high)
    {
        var benchmark = given ?? (_budget.CurrencyCode == BenchmarkCurrency ? usual : null);
        var per = new CostPer
        {
            Finding = count.Missing ? Finding.Missing
                : count.Value <= 0 ? Finding.Undefined
                : benchmark is not { } most ? Finding.NoBenchmark
                : _cost > (Int128)most * count.Value ? high : Finding.Within,
        };
        if (count is { Missing: false, Value: > 0 })
            per.CostMicros = Rounded((decimal)_cost / count.Value);
        if (benchmark is { } shown)
            per.BenchmarkMicros = shown;
        return per;
    }

    private List<LifetimeValueRank> LifetimeValues()
    {
        var rows = _request.LifetimeValues.Select(Valued).ToList();
        var better = _request.Ranking == LifetimeRanking.RankByNet ? (Func<LifetimeValueRank, LifetimeValueRank, bool>)IsMore : IsDearer;
        foreach (var row in rows.Where(IsRanked))
            row.Rank = 1 + rows.Count(other => IsRanked(other) && better(other, row));
        return [.. rows.OrderBy(row => row.Rank == 0).ThenBy(row => row.Rank)];

        bool IsRanked(LifetimeValueRank row) => row.HasValueMicros && (_request.Ranking == LifetimeRanking.RankByNet || row.CostMicros > 0);
    }

    private static bool IsMore(LifetimeValueRank one, LifetimeValueRank other) => (Int128)one.ValueMicros - one.CostMicros > (Int128)other.ValueMicros - other.CostMicros;

    /// <summary>Whether it is worth more for each 1 of cost.</summary>
    private static bool IsDearer(LifetimeValueRank one, LifetimeValueRank other) => (Int128)one.ValueMicros * other.CostMicros > (Int128)other.ValueMicros * one.CostMicros;

    private LifetimeValueRank Valued(LifetimeValue asked)
    {
        var row = new LifetimeValueRank { Line = asked.Line, CostMicros = Spent(asked.Line), Source = asked.HasValueMicros ? FigureSource.Caller : FigureSource.Metric };
        var value = asked.HasValueMicros ? asked.ValueMicros : _facts.Metrics(asked.Line, ReturnQuestion.Lifetime).Sums.Exact(ReturnQuestion.Lifetime);
        if (value is not { } known)
            return row;
        row.ValueMicros = Rounded(known);
        row.NetMicros = Clamp((decimal)row.ValueMicros - row.CostMicros);
        if (row.CostMicros > 0)
            row.RatioBps = Bps((decimal)row.ValueMicros * Whole / row.CostMicros);
        return row;
    }

    private StandardResult[] Judge(Standards standards)
    {
        var unknown = _cost <= 0 ? Verdict.Undefined : Verdict.Missing;
        return
        [
            Judged(Standard.InputOutput, standards.InputOutput, Return(), unknown, FigureSource.LedgerAndMetric, _question.Income.MetricId),
            Judged(Standard.Effect, standards.Effect),
            Judged(Standard.Satisfaction, standards.Satisfaction),
            Judged(Standard.BrandInfluence, standards.BrandInfluence),
        ];
    }

    private StandardResult Judged(Standard standard, StandardQuestion asked)
    {
        if (asked.HasActualBps)
            return Judged(standard, asked, asked.ActualBps, Verdict.Missing, FigureSource.Caller, "");
        var metric = BuiltInMetrics.Find(asked.Metric)!;
        var sums = _facts.Metrics("", metric).Sums;
        var actual = asked.TargetValue > 0 ? sums.Exact(metric) * Whole / asked.TargetValue : sums.Exact(metric);
        return Judged(standard, asked, actual, sums.State(metric) == PointState.Missing ? Verdict.Missing : Verdict.Undefined, FigureSource.Metric, metric.MetricId);
    }

    /// <param name="actual">In basis points, before it is rounded.</param>
    /// <param name="unknown">What is to be said where there is none.</param>
    private static StandardResult Judged(Standard standard, StandardQuestion asked, decimal? actual, Verdict unknown, FigureSource source, string metric)
    {
        var result = new StandardResult { Standard = standard, Verdict = unknown, LeastBps = asked.LeastBps, Source = source, Metric = metric };
        if (actual is not { } known)
            return result;
        result.ActualBps = Bps(known);
        result.Verdict = known >= asked.LeastBps ? Verdict.Passed : Verdict.Failed;
        return result;
    }

    private static int Bps(decimal bps) => (int)Math.Clamp(Math.Round(bps, MidpointRounding.AwayFromZero), int.MinValue, int.MaxValue);

    private static long Rounded(decimal amount) => Clamp(Math.Round(amount, MidpointRounding.AwayFromZero));

    private static long Clamp(decimal amount) => (long)Math.Clamp(amount, long.MinValue, long.MaxValue);
}
