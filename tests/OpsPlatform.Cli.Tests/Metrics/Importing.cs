using Google.Protobuf;
using Grpc.Core;
using OpsPlatform.Api.V1;
using OpsPlatform.Cli.Tests.Scripted;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Cli.Tests.Metrics;

public sealed class Importing : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ops-import-");

    [Fact]
    public async Task Rows_go_in_and_what_became_of_them_is_counted()
    {
        var file = Written("account,metric,date,value,source", "main,plays,2024-02-29,1200,export", "workspaces/acme/accounts/other,likes,2026-03-02,30,platform-api");
        await using var platform = await ScriptedPlatform.StartAsync();
        platform.On<ImportMetricsRequest>(request => new ImportMetricsResponse { Batch = new() { RecordedCount = 1, CorrectedCount = 1 } });
        using var ops = new OpsRun(platform);

        (await ops.RunAsync(["metrics", "import", file, "-o", "json"])).ShouldBe(ExitCode.Ok, ops.Error);

        var sent = platform.Requests.ShouldHaveSingleItem().ShouldBeOfType<ImportMetricsRequest>();
        sent.Values.Select(value => (value.Account, value.Metric, value.Date.Day, value.Value)).ShouldBe([("workspaces/acme/accounts/main", "plays", 29, 1200), ("workspaces/acme/accounts/other", "likes", 2, 30)]);
        JsonParser.Default.Parse<Google.Protobuf.WellKnownTypes.Struct>(ops.Output).Fields.Select(field => (field.Key, field.Value.NumberValue))
            .ShouldBe([("rows", 2), ("recorded", 1), ("corrected", 1), ("unchanged", 0), ("failed", 0)], ignoreOrder: true);
    }

    [Fact]
    public async Task Rows_that_fail_here_or_there_are_told_with_their_line_and_the_others_go_in()
    {
        var file = Written("account,metric,date,amount,currency_code", "main,sales,2026-02-29,12.50,CNY", "main,sales,2026-03-01,12.50,CNY", "main,likeability,2026-03-01,1,CNY", "main,sales,2026-03-02,12.5x,CNY");
        await using var platform = await ScriptedPlatform.StartAsync();
        platform.On<ImportMetricsRequest>(_ => new ImportMetricsResponse
        {
            Batch = new() { RecordedCount = 1 },
            Failures = { new ImportMetricsResponse.Types.Failure { Index = 1, Reason = ErrorReason.MetricNotKnown, Message = "There is no metric likeability." } },
        });
        using var ops = new OpsRun(platform);
        var failed = Path.Combine(_folder.FullName, "failed.csv");

        (await ops.RunAsync(["metrics", "import", file, "--source", "export"])).ShouldBe(ExitCode.Failed);
        ops.Error.ShouldContain("line 2: date takes a date such as 2026-03-31, not '2026-02-29'.");
        ops.Error.ShouldContain("line 4: There is no metric likeability.");
        ops.Error.ShouldContain("line 5: amount takes an amount in whole units");
        ops.Error.ShouldContain("3 of 4 rows were not stored; the others are.");
        ((ImportMetricsRequest)platform.Requests.First()).Values[0].ShouldBe(new MetricValue
        {
            Account = "workspaces/acme/accounts/main",
            Metric = "sales",
            Date = new() { Year = 2026, Month = 3, Day = 1 },
            Value = 12_500_000,
            CurrencyCode = "CNY",
            Source = MetricValue.Types.Source.Export,
        });

        (await ops.RunAsync(["metrics", "import", file, "--source", "export", "--failures", failed])).ShouldBe(ExitCode.Failed);
        var lines = await File.ReadAllLinesAsync(failed);
        lines[0].ShouldBe("line,account,metric,date,reason,message");
        lines.ShouldContain("4,workspaces/acme/accounts/main,likeability,2026-03-01,METRIC_NOT_KNOWN,There is no metric likeability.");
    }

    [Fact]
    public async Task What_is_cut_off_tells_where_to_go_on()
    {
        var file = Written(["account,metric,date,value,source", .. Enumerable.Range(1, 5002).Select(i => $"main,plays,2026-03-01,{i},export")]);
        await using var platform = await ScriptedPlatform.StartAsync();
        var refuses = true;
        platform.On<ImportMetricsRequest>(request => refuses && request.Values.Count < 5000
            ? throw Refused.By(StatusCode.PermissionDenied, "PERMISSION_MISSING", "Not any more.")
            : new ImportMetricsResponse { Batch = new() { RecordedCount = request.Values.Count } });
        using var ops = new OpsRun(platform);

        (await ops.RunAsync(["metrics", "import", file])).ShouldBe(ExitCode.Failed);
        ops.Error.ShouldContain("All up to line 5001 was handled. To go on: the same command with --from-line 5002.");

        refuses = false;
        (await ops.RunAsync(["metrics", "import", file, "--from-line", "5002"])).ShouldBe(ExitCode.Ok, ops.Error);
        ((ImportMetricsRequest)platform.Requests.Last()).Values.Select(value => value.Value).ShouldBe([5001, 5002]);
    }

    [Theory]
    [InlineData("account,metric,date,value,colour", "a column 'colour'")]
    [InlineData("account,metric,value", "lacks the column date, source")]
    public async Task A_file_that_has_other_columns_is_refused_before_anything_is_sent(string header, string told)
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        using var ops = new OpsRun(platform);

        (await ops.RunAsync(["metrics", "import", Written(header, "a,b,c,d,e")])).ShouldBe(ExitCode.Usage);
        ops.Error.ShouldContain(told);
        (await ops.RunAsync(["metrics", "import", Path.Combine(_folder.FullName, "none.csv")])).ShouldBe(ExitCode.Usage);
        platform.Requests.ShouldBeEmpty();
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Written(params string[] lines)
    {
        var path = Path.Combine(_folder.FullName, "values.csv");
        File.WriteAllLines(path, lines);
        return path;
    }
}
