using System.Diagnostics;
using OpsPlatform.Budgets.V1;
using OpsPlatform.Client;
using OpsPlatform.Metrics.V1;
using Spectre.Console;
using Walkthrough.Import;
using Walkthrough.Input;
using Walkthrough.Matrix;
using Walkthrough.Report;

namespace Walkthrough;

/// <summary>The walk: budgets are made and approved, the year's purchases go in, and what came of it is shown and checked.</summary>
internal static class Tour
{
    /// <summary>The exit status: 0 when everything went in that should, nothing else did, and ledger and lines agree.</summary>
    public static async Task<int> RunAsync(FileInfo demoFile, DirectoryInfo data, int concurrency, CancellationToken cancellation)
    {
        try
        {
            var demo = Demo.Read(demoFile);
            var year = SampleYear.Read(data);
            await using var operations = demo.Connect(demo.Workspace.ClientId, demo.Workspace.ClientSecret);
            await using var approver = demo.Connect(demo.Workspace.ApproverClientId, demo.Workspace.ApproverClientSecret);
            var books = await RunAsync(demo, year, operations.Budgets, approver.Budgets, concurrency, cancellation);
            var matrix = await MatrixAsync(demo, operations, cancellation);
            var launch = await Launch.LaunchTour.RunAsync(demo, cancellation);
            return launch.Count > 0 ? Failed([.. launch]) : Math.Max(books, matrix);
        }
        catch (OperationCanceledException)
        {
            return Failed("Stopped. What went in stays; the next run goes on from there.");
        }
        catch (OpsPlatformException e)
        {
            return Failed($"{e.Message} ({(e.ReasonText.Length > 0 ? e.ReasonText : e.StatusCode)})");
        }
        catch (Exception e) when (e is TourException or IOException or UnauthorizedAccessException)
        {
            return Failed(e.Message);
        }
    }

    private static async Task<int> RunAsync(
        Demo demo, SampleYear year, BudgetService.BudgetServiceClient operations, BudgetService.BudgetServiceClient approver, int concurrency, CancellationToken cancellation)
    {
        var calls = new Calls();
        Screen.Heading("Budgets");
        Screen.Say($"{demo.Workspace.ClientId} makes and submits them, {demo.Workspace.ApproverClientId} approves: nobody can approve what they submitted.");
        var opening = new BudgetOpening(operations, approver, calls, demo.Workspace.Name);
        var names = new List<string>();
        foreach (var plan in year.Budgets)
        {
            var budget = await opening.OpenAsync(plan, cancellation);
            Screen.Say($"  {budget.Name}, {Screen.Money(budget.TotalAmountMicros)} {budget.CurrencyCode} in {budget.Lines.Count} lines");
            names.Add(budget.Name);
        }

        Screen.Heading("Purchases");
        var import = new PurchaseImport(operations, calls, demo.Workspace.Name);
        var clock = Stopwatch.StartNew();
        var callsBefore = calls.Sent;
        await ImportProgress.ShowAsync(year.Purchases.Count, done => import.RunAsync(year.Purchases, concurrency, () => done(1), cancellation));
        var seconds = clock.Elapsed.TotalSeconds;
        Screen.Say($"{year.Purchases.Count} purchases by {calls.Sent - callsBefore} calls, {concurrency} at once, in {seconds:0.0} s: {(calls.Sent - callsBefore) / seconds:0} calls/s.");
        Screen.Say($"With the budgets' {calls.Sent} calls: {calls.Sent - calls.Replayed - import.Refused.Count} new, {calls.Replayed} replayed from an earlier run, {import.Refused.Count} refused.");

        Screen.Heading($"Refused: {import.Refused.Count}");
        Screen.Show(RefusedTable.Of(import.Refused));

        var books = new List<Book>();
        foreach (var name in names)
            books.Add(await Book.ReadAsync(operations, name, cancellation));
        Screen.Heading($"Lines: {UsedBar.Legend}");
        foreach (var book in books)
        {
            Screen.Subheading(book.Budget.DisplayName);
            Screen.Show(LinesTable.Of(book.Budget));
        }

        Screen.Heading("Months: spent by effective date, refunds taken off, CNY");
        Screen.Show(MonthsTable.Of(books));
        Screen.Show(MonthsChart.Of(books));

        Screen.Heading("Check");
        string[] differences = [.. books.SelectMany(book => book.Differences()), .. ExpectedRefusals.Differences(year.Purchases, books, import.Refused)];
        if (differences.Length > 0)
            return Failed(differences);
        Screen.Say($"ledger and lines agree: {books.Sum(book => book.Entries.Count)} entries, {books.Sum(book => book.Budget.Lines.Count)} lines, {import.Refused.Count} rows refused as expected");
        var tender = await Tender.TenderTour.RunAsync(demo, cancellation);
        return tender.Count > 0 ? Failed([.. tender]) : await ForecastAsync(operations, books[0], cancellation);
    }

    /// <summary>As of the end of September the last quarter is forecast, which the purchases already know. Salaries are three payments in its ninety days.</summary>
    private static async Task<int> ForecastAsync(BudgetService.BudgetServiceClient budgets, Book book, CancellationToken cancellation)
    {
        var last = new DateOnly(2026, 9, 30);
        Screen.Heading($"Forecast of {book.BudgetId}, as of {last:yyyy-MM-dd}");
        var forecast = await budgets.GetForecastAsync(
            new() { Name = book.Budget.Name, AsOfDate = new() { Year = last.Year, Month = last.Month, Day = last.Day }, WindowDays = 90, LeastSpendingDays = 3 },
            cancellationToken: cancellation);
        Screen.Show(ForecastTable.Of(forecast));
        if (forecast.Total.SpentAmountMicros != book.SpentMicros(last))
            return Failed($"the forecast counts {Screen.Money(forecast.Total.SpentAmountMicros)} spent by {last:yyyy-MM-dd}, the ledger {Screen.Money(book.SpentMicros(last))}");
        Screen.Say($"the year came to {Screen.Money(book.SpentMicros(DateOnly.MaxValue))}");
        return 0;
    }

    private static async Task<int> MatrixAsync(Demo demo, OpsPlatformClient operations, CancellationToken cancellation)
    {
        Screen.Heading("Matrix");
        var import = new MatrixImport(operations, new Calls(), demo.Workspace.Name);
        await import.MakeAccountsAsync(cancellation);
        var clock = Stopwatch.StartNew();
        var (made, unchanged) = await import.RecordAsync(cancellation);
        Screen.Say($"{MatrixYear.Accounts.Count} accounts; {made} values new, {unchanged} there from an earlier run: {(made + unchanged) / clock.Elapsed.TotalSeconds:#,##0} values/s.");

        var answer = await operations.Metrics.QueryMetricsAsync(
            new()
            {
                Parent = demo.Workspace.Name,
                Metrics = { MatrixTable.Metrics },
                StartDate = MatrixYear.DateOf(MatrixYear.FirstDay),
                EndDate = MatrixYear.DateOf(MatrixYear.LastDay),
                Accounts = { MatrixYear.Accounts.Select(account => $"{demo.Workspace.Name}/accounts/{account.Id}") },
                Period = QueryMetricsRequest.Types.Period.Month,
                GroupBy = QueryMetricsRequest.Types.Grouping.Platform,
            },
            cancellationToken: cancellation);
        Screen.Show(MatrixTable.Of(answer));

        var plays = MatrixYear.Values(demo.Workspace.Name).Where(value => value.Metric == "plays").Sum(value => value.Value);
        if (answer.Summary[0].Total.Value != plays)
            return Failed($"the platform counts {answer.Summary[0].Total.Value} plays; the model made {plays}");
        Screen.Say($"all {plays:#,##0} plays are counted");
        return 0;
    }

    private static int Failed(params string[] problems)
    {
        foreach (var problem in problems)
            Console.Error.WriteLine($"walkthrough: {problem}");
        return 1;
    }
}
