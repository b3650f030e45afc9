using System.Xml.Linq;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Cli.Output;
using OpsPlatform.Cli.Requests;

namespace OpsPlatform.Cli.Budgets;

/// <summary>A budget on one page, in English or Chinese: its lines, how they are used up, what is to come, and the ledger.</summary>
internal sealed class StatementPage(string language, Budget budget, Forecast forecast, BudgetCurve curve, IReadOnlyCollection<BudgetDay> days, IReadOnlyList<AllocationStep> steps)
{
    private const string Style = """
        :root { --ink: #1c2430; --dim: #667085; --grid: #d5dae1; --spent: #2f6fde; --held: #f0b429; --left: #9ad0b4; --up: #3c9d6b; --down: #cf4a4a; }
        body { font: 14px/1.5 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif; color: var(--ink); margin: 2rem auto; max-width: 60rem; padding: 0 1rem; }
        h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; } p, figcaption { color: var(--dim); margin: .25rem 0; } figure { margin: 0; break-inside: avoid; }
        table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .3rem .5rem; border-bottom: 1px solid var(--grid); overflow-wrap: anywhere; } th { color: var(--dim); font-weight: 600; }
        td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; } td.used { width: 8rem; } tr { break-inside: avoid; } thead { display: table-header-group; }
        svg.chart { width: 100%; height: auto; } svg.used { width: 100%; height: .7rem; } svg text { font-size: 11px; fill: var(--dim); } .grid { stroke: var(--grid); } .back { fill: #eef1f5; } .limit { fill: none; stroke: var(--ink); stroke-dasharray: 4 3; }
        .spent { fill: var(--spent); } .held { fill: var(--held); } .left { fill: var(--left); } .up { fill: var(--up); } .down { fill: var(--down); } .key-left { color: var(--left); } .key-held { color: var(--held); }
        @page { size: A4; margin: 15mm; } @media print { body { font-size: 10px; margin: 0; max-width: none; padding: 0; } * { -webkit-print-color-adjust: exact; print-color-adjust: exact; } }
        """;

    /// <param name="entries">In the order of posting.</param>
    /// <param name="isCut">Whether there are older ones.</param>
    internal string Write(IReadOnlyList<LedgerEntry> entries, bool isCut)
    {
        XElement[] body =
        [
            Markup.Of("h1", budget.DisplayName),
            Markup.Of("p", string.Join(" · ", new[] { budget.Name, EnumNames.Text(budget.State), Period(), Money(budget.TotalAmountMicros) }.Where(text => text.Length > 0))),
            Markup.Of("p", $"{Say("As of", "截至")} {Cell.DateText(forecast.AsOfDate)}"),
            Heading("Lines", "预算项"),
            Table(
                budget.Lines,
                ("Line", "预算项", false, line => line.DisplayName.Length > 0 ? line.DisplayName : line.LineId),
                ("Allocated", "分配", true, line => Amount.Format(line.AllocatedAmountMicros)),
                ("Spent", "已支出", true, line => Amount.Format(line.SpentAmountMicros)),
                ("Held", "已占用", true, line => Amount.Format(line.HeldAmountMicros)),
                ("Left", "剩余", true, line => Amount.Format(line.LeftAmountMicros)),
                ("Used", "使用", false, StatementCharts.Used)),
            .. curve.IsEmpty ? [] : Charts(),
            Heading("Forecast", "预测"),
            Table(
                [.. forecast.Lines, forecast.Total],
                ("Line", "预算项", false, line => line.Line.Length > 0 ? line.Line : Say("All", "合计")),
                ("Outlook", "前景", false, line => Outlook(line.Outlook)),
                ("Spent a day", "日均支出", true, line => line.HasSpentADayMicros ? Amount.Whole(line.SpentADayMicros) : ""),
                ($"By {Cell.DateText(forecast.EndDate)}", $"至 {Cell.DateText(forecast.EndDate)}", true, line => line.End is { } end ? $"{Amount.Whole(end.ExpectedAmountMicros)} ({Amount.Whole(end.LowAmountMicros)}–{Amount.Whole(end.HighAmountMicros)})" : ""),
                ("Dry on", "用尽日", false, line => Cell.DateText(line.DryDate))),
            Markup.Of("p", Say(
                $"From {forecast.WindowDayCount} days; a range holds {Output.Charts.Percent(forecast.ConfidenceBps)} of what may come if spending goes on as it was.",
                $"依据最近 {forecast.WindowDayCount} 天；若支出保持现状，区间以 {Output.Charts.Percent(forecast.ConfidenceBps)} 的把握涵盖实际结果。")),
            Heading("Ledger", "账目"),
            .. isCut ? [Markup.Of("p", Say($"The newest {entries.Count} entries; there are older ones.", $"仅列最新 {entries.Count} 条；另有更早账目。"))] : Array.Empty<XElement>(),
            Table(
                entries,
                ("Date", "日期", false, entry => Cell.DateText(entry.EffectiveDate)),
                ("Posted", "过账时间", false, entry => $"{entry.PostTime.ToDateTime():yyyy-MM-dd HH:mm'Z'}"),
                ("Kind", "类型", false, entry => EnumNames.Text(entry.Kind)),
                ("Line", "预算项", false, entry => entry.Line),
                ("Amount", "金额", true, entry => Amount.Format(entry.AmountMicros)),
                ("From", "转出", false, entry => EnumNames.Text(entry.Source)),
                ("To", "转入", false, entry => EnumNames.Text(entry.Destination)),
                ("Purpose", "用途", false, entry => entry.Purpose),
                ("By", "操作者", false, entry => entry.Principal)),
        ];
        return Markup.Page(Markup.Of(
            "html",
            Markup.Of(
                "head",
                Markup.Of("meta").With(("charset", "utf-8")),
                Markup.Of("meta").With(("http-equiv", "Content-Security-Policy"), ("content", "default-src 'none'; style-src 'unsafe-inline'")),
                Markup.Of("meta").With(("name", "viewport"), ("content", "width=device-width, initial-scale=1")),
                Markup.Of("title", $"{budget.DisplayName} · {Say("Budget statement", "预算报表")}"),
                new XElement("style", Style)),
            Markup.Of("body", body)).With(("lang", language.StartsWith("zh", StringComparison.Ordinal) ? "zh-CN" : "en")));
    }

    private XElement[] Charts() =>
    [
        Heading("Burn-down", "燃尽图"),
        Figure(
            StatementCharts.BurnDown(curve, Say("Burn-down", "燃尽图")),
            $"{curve.Last.Day:yyyy-MM-dd} · ",
            Markup.Of("b", "■").With(("class", "key-left")),
            $" {Say("left", "剩余")} {Money(curve.Last.Left)} · ",
            Markup.Of("b", "■").With(("class", "key-held")),
            $" {Say("held", "已占用")} {Money(curve.Last.Held)} · {Say("spent", "已支出")} {Money(curve.Last.Spent)}"),
        Heading("Spent by month", "每月支出"),
        Figure(StatementCharts.Months(days, Say("Spent by month", "每月支出")), Say("Refunds are taken off.", "已扣除退款。")),
        .. steps.Count == 0 ? [] : new[] { Heading("Allocation", "分配变动"), Figure(StatementCharts.Waterfall(steps, Say("NOW", "现在"), Say("Allocation", "分配变动")), Say($"Changes of what is allocated: {steps.Count}", $"分配变动 {steps.Count} 次")) },
    ];

    private static XElement Figure(XElement chart, params IEnumerable<object> caption) => Markup.Of("figure", chart, Markup.Of("figcaption", caption));

    private XElement Heading(string english, string chinese) => Markup.Of("h2", Say(english, chinese));

    private XElement Table<T>(IEnumerable<T> rows, params (string English, string Chinese, bool IsNumber, Func<T, object> Of)[] columns) => Markup.Of(
        "table",
        Markup.Of("thead", Markup.Of("tr", columns.Select(column => Classed(Markup.Of("th", Say(column.English, column.Chinese)), column.IsNumber ? "number" : "")))),
        Markup.Of("tbody", rows.Select(row => Markup.Of("tr", columns.Select(column => column.Of(row) is var cell && cell is XElement ? Classed(Markup.Of("td", cell), "used") : Classed(Markup.Of("td", cell), column.IsNumber ? "number" : ""))))));

    private static XElement Classed(XElement element, string name) => name.Length > 0 ? element.With(("class", name)) : element;

    private string Period() => budget.PeriodStartDate is null && budget.PeriodEndDate is null ? "" : $"{Cell.DateText(budget.PeriodStartDate)} – {Cell.DateText(budget.PeriodEndDate)}";

    private string Outlook(LineForecast.Types.Outlook outlook) => outlook switch
    {
        LineForecast.Types.Outlook.Dry => Say("dry", "已用尽"),
        LineForecast.Types.Outlook.RunsDry => Say("runs dry", "将用尽"),
        LineForecast.Types.Outlook.Lasts => Say("lasts", "够用"),
        _ => Say("too little spending to tell", "支出过少，无法预测"),
    };

    private string Money(decimal micros) => $"{Amount.Format((long)micros)} {budget.CurrencyCode}";

    private string Say(string english, string chinese) => new Sentence(english, chinese).In(language);
}
