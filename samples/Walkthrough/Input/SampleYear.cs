using CsvHelper;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Client;

namespace Walkthrough.Input;

/// <summary>A year's budgets and purchases, as budgets.csv and purchases.csv have them.</summary>
internal sealed record SampleYear(IReadOnlyList<BudgetPlan> Budgets, IReadOnlyList<Purchase> Purchases)
{
    private static readonly Google.Type.Date FirstDay = new() { Year = 2026, Month = 1, Day = 1 };
    private static readonly Google.Type.Date LastDay = new() { Year = 2026, Month = 12, Day = 31 };

    public static SampleYear Read(DirectoryInfo folder) => new(
        [.. Rows<BudgetRow>(folder, "budgets.csv").GroupBy(row => row.Budget).Select(Plan)],
        Rows<Purchase>(folder, "purchases.csv"));

    private static List<T> Rows<T>(DirectoryInfo folder, string file)
    {
        var path = Path.Combine(folder.FullName, file);
        try
        {
            using var reader = CsvReader.FromFile(path);
            return [.. reader.GetRecords<T>()];
        }
        catch (Exception e) when (e is CsvFormatException or KeyNotFoundException)
        {
            throw new InputException($"{path} cannot be read: {e.Message} Its columns are explained in samples/wechat-year-plan/README.md.", e);
        }
    }

    private static BudgetPlan Plan(IGrouping<string, BudgetRow> rows)
    {
        var first = rows.First();
        var budget = new Budget
        {
            DisplayName = first.DisplayName,
            CurrencyCode = "CNY",
            TotalAmountMicros = Money.ToMicros(rows.Sum(row => row.Amount)),
            PeriodStartDate = FirstDay,
            PeriodEndDate = LastDay,
        };
        if (first.Preset.Length > 0)
            budget.AllocationPreset = Preset(first.Preset);
        else
            budget.Lines.Add(rows.Select(row => new BudgetLine { LineId = row.Line, DisplayName = row.LineName, AllocatedAmountMicros = Money.ToMicros(row.Amount) }));
        return new BudgetPlan(rows.Key, budget);
    }

    private static AllocationPreset Preset(string name) =>
        Enum.TryParse<AllocationPreset>(name.Replace("-", ""), ignoreCase: true, out var preset)
            ? preset
            : throw new InputException($"budgets.csv names the preset `{name}`, which is none of the platform's. Use one of {string.Join(", ", Enum.GetNames<AllocationPreset>())}, in lower case with dashes.");
}

/// <summary>A budget to be opened under an id.</summary>
internal sealed record BudgetPlan(string Id, Budget Budget);

/// <summary>A row of budgets.csv: a line of a budget, or a whole budget whose lines a preset makes. Amounts are in whole units.</summary>
[CsvRecord]
internal sealed partial record BudgetRow(
    string Budget,
    [CsvColumn("display_name")] string DisplayName,
    string Preset,
    string Line,
    [CsvColumn("line_name")] string LineName,
    decimal Amount);
