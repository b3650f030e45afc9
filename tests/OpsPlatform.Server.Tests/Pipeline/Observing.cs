using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using OpsPlatform.Api.V1;
using OpsPlatform.Server.Pipeline;
using OpsPlatform.Server.Tests.Budgets;
using static OpsPlatform.Server.Tests.Budgets.BudgetSteps;

namespace OpsPlatform.Server.Tests.Pipeline;

/// <summary>What an operator of the platform can see of a call.</summary>
public sealed class Observing(RunningServer server) : ServerTest(server)
{
    private const string Reserve = "/opsplatform.budgets.v1.BudgetService/ReserveFunds";

    [Fact]
    public async Task Every_call_leaves_one_line_in_the_log()
    {
        var budget = await Server.ActiveAsync(("content", 100));
        var request = Guid.NewGuid();

        await Operator.ReserveFundsAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 1, RequestId = $"{request}" });
        await Operator.ReserveFundsAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 1, RequestId = $"{request}" });

        var lines = Server.Log.All.Where(record => record.Fact("RequestId") == $"{request}").ToArray();
        lines.Select(line => (line.Level, line.Fact("Method"), line.Fact("Code"), line.Fact("Client"), line.Fact("Workspace"), line.Fact("Replayed"))).ShouldBe(
        [
            (LogLevel.Information, Reserve, "OK", "acme-ops", "acme", "False"),
            (LogLevel.Information, Reserve, "OK", "acme-ops", "acme", "True"),
        ]);
    }

    [Fact]
    public async Task A_refused_call_is_logged_with_its_reason_and_without_what_was_sent()
    {
        var secret = $"purpose-{Guid.NewGuid():n}";
        await Server.Stranger.Budgets.ReserveFundsAsync(new() { Parent = $"{Workspace}/budgets/{NewId()}", Line = "content", AmountMicros = 1, Purpose = secret }).Refused(ErrorReason.ResourceNotFound);

        var line = Server.Log.All.Last(record => record.Fact("Client") == "globex-ops");
        (line.Fact("Code"), line.Fact("Reason"), line.Fact("Workspace")).ShouldBe(("NotFound", "ResourceNotFound", ""));
        Server.Log.All.ShouldNotContain(record => record.Text.Contains(secret));
    }

    [Fact]
    public async Task No_token_and_no_secret_reaches_the_log()
    {
        var token = await Server.Operator.TokenAsync();
        await Server.Operator.Budgets.ListBudgetsAsync(new() { Parent = Workspace });
        Server.Log.All.ShouldNotContain(record => record.Text.Contains(token) || record.Text.Contains("ops_secret_"));
    }

    [Fact]
    public async Task Every_call_is_measured_by_method_and_outcome()
    {
        var measured = new ConcurrentBag<Dictionary<string, object?>>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == TelemetryInterceptor.MeterName)
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, seconds, tags, _) =>
        {
            (instrument.Name, instrument.Unit).ShouldBe(("rpc.server.call.duration", "s"));
            seconds.ShouldBeGreaterThanOrEqualTo(0);
            measured.Add(new(tags.ToArray()));
        });
        listener.Start();

        await Operator.ReserveFundsAsync(new() { Parent = $"{Workspace}/budgets/{NewId()}", Line = "content", AmountMicros = 1 }).Refused(ErrorReason.ResourceNotFound);

        // Other tests run beside this one, in the same process and on the same meter.
        measured.ShouldContain(tags => Equals(tags["rpc.method"], Reserve) && Equals(tags["rpc.response.status_code"], "NotFound") && Equals(tags["error.type"], "ResourceNotFound"));
    }

    [Fact]
    public async Task Every_call_is_a_span_that_continues_the_callers_trace()
    {
        var spans = new ConcurrentBag<Activity>();
        var trace = ActivityTraceId.CreateRandom().ToHexString();
        var ended = new TaskCompletionSource<Activity>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Microsoft.AspNetCore" or "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (span.TraceId.ToHexString() != trace)
                    return;
                spans.Add(span);
                if (span.Source.Name == "Microsoft.AspNetCore")
                    ended.TrySetResult(span);
            },
        };
        ActivitySource.AddActivityListener(listener);
        var budget = await Server.ActiveAsync(("content", 100));

        var headers = new Grpc.Core.Metadata { { "traceparent", $"00-{trace}-00f067aa0ba902b7-01" } };
        await Operator.ReserveFundsAsync(new() { Parent = budget.Name, Line = "content", AmountMicros = 1 }, headers);

        var call = await ended.Task.WaitAsync(TimeSpan.FromSeconds(30));
        (call.GetTagItem("rpc.method"), call.GetTagItem("opsplatform.client"), call.GetTagItem("opsplatform.workspace"), call.GetTagItem("rpc.response.status_code"))
            .ShouldBe((Reserve, "acme-ops", "acme", "OK"));
        spans.ShouldContain(span => span.Source.Name == "Npgsql", "the database's part of the call is seen too");
    }
}
