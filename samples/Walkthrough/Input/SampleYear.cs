using System.Text.Json;
using CsvHelper;
using OpsPlatform.Budgets.V1;

namespace Walkthrough.Input;

/// <summary>A year's budgets and purchases, as budgets.csv and purchases.csv have them.</summary>
internal sealed record SampleYear(IReadOnlyList<BudgetPlan> Budgets, IReadOnlyList<Purchase> Purchases)
{
    private static readonly Google.Type.Date FirstDay = new() { Year = 2026, Month = 1, Day = 1 };
    private static readonly Google.Type.Date LastDay = new() { Year = 2026, Month = 12, Day = 31 };

    public static SampleYear Read(DirectoryInfo folder)
    {
        var budgets = Rows<BudgetRow>(folder, "budgets.csv").GroupBy(row => row.Budget).Select(Plan);
        var purchases = Rows<Purchase>(folder, "purchases.csv");
        // Ids of requests and of what they make follow from the reference: of two rows with the same one, only one would happen.
        return purchases.GroupBy(row => row.Id).FirstOrDefault(rows => rows.Skip(1).Any()) is { } repeated
            ? throw new TourException($"purchases.csv has the reference {repeated.First().Reference} more than once. Give each purchase its own.")
            : new SampleYear([.. budgets], purchases);
    }

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
            throw new TourException($"{path} cannot be read: {e.Message} Its columns are explained in samples/wechat-year-plan/README.md.", e);
        }
    }

    private static BudgetPlan Plan(IGrouping<string, BudgetRow> rows)
    {
        var first = rows.First();
        var budget = new Budget
        {
            DisplayName = first.DisplayName,
            CurrencyCode = "CNY",
            TotalAmountMicros = rows.Sum(row => row.AmountMicros),
            PeriodStartDate = FirstDay,
            PeriodEndDate = LastDay,
        };
        if (first.Preset.Length > 0)
            budget.AllocationPreset = Preset(first.Preset);
        else
            budget.Lines.Add(rows.Select(row => new BudgetLine { LineId = row.Line, DisplayName = row.LineName, AllocatedAmountMicros = row.AmountMicros }));
        return new BudgetPlan(rows.Key, budget);
    }

    private static AllocationPreset Preset(string name)
    {
        var presets = Enum.GetValues<AllocationPreset>().Where(preset => preset != AllocationPreset.Unspecified).ToDictionary(preset => JsonNamingPolicy.KebabCaseLower.ConvertName($"{preset}"));
        return presets.TryGetValue(name, out var known) ? known : throw new TourException($"budgets.csv names the preset {name}. The platform has {string.Join(", ", presets.Keys)}.");
    }
}

/// <summary>A budget to be opened under an id.</summary>
internal sealed record BudgetPlan(string Id, Budget Budget);

/// <summary>A row of budgets.csv: a line of a budget, or a whole budget whose lines a preset makes.</summary>
[CsvRecord]
internal sealed partial record BudgetRow(
    string Budget,
    [CsvColumn("display_name")] string DisplayName,
    string Preset,
    string Line,
    [CsvColumn("line_name")] string LineName,
    [CsvColumn("amount"), CsvConverter(typeof(MicrosField))] long AmountMicros);
