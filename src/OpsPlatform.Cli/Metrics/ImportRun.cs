using System.Globalization;
using System.Runtime.CompilerServices;
using Google.Protobuf.Reflection;
using OpsPlatform.Api.V1;
using OpsPlatform.Client;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Cli.Metrics;

/// <summary>A row that was not stored, and why: it cannot be read, or the platform refused it.</summary>
internal sealed record ImportFailure(long Line, MetricValue Value, string Reason, Sentence Sentence)
{
    internal string In(string language) => Sentence.In(language);

    internal string[] Record(string language) =>
    [
        Line.ToString(CultureInfo.InvariantCulture),
        Value.Account,
        Value.Metric,
        Value.Date is { } date ? $"{date.Year:0000}-{date.Month:00}-{date.Day:00}" : "",
        Reason,
        In(language),
    ];
}

/// <summary>Sends the rows of a file, and counts what becomes of them.</summary>
internal sealed class ImportRun(MetricRows rows, long fromLine)
{
    private static readonly EnumDescriptor Reasons = ErrorReasonReflection.Descriptor.EnumTypes.Single();

    // Of the rows that were sent and not answered yet.
    private readonly Queue<long> _lines = [];
    private long _lastRead;

    internal List<ImportFailure> Failures { get; } = [];

    internal long Recorded { get; private set; }

    internal long Corrected { get; private set; }

    internal long Unchanged { get; private set; }

    internal long Count => Recorded + Corrected + Unchanged + Failures.Count;

    /// <summary>Nothing up to this line has to be sent again; 0 while that is not known of any.</summary>
    internal long LastLine { get; private set; }

    /// <param name="stepped">Told of each step that is done.</param>
    internal async Task RunAsync(OpsPlatformClient client, ImportMetricsRequest request, Action stepped, CancellationToken cancellation)
    {
        var options = new MetricImportOptions { ValidateOnly = request.ValidateOnly };
        await foreach (var step in client.ImportMetricsAsync(request.Parent, ValuesAsync(cancellation), options, cancellation))
        {
            Add(step);
            stepped();
        }

        LastLine = _lastRead;
    }

    private async IAsyncEnumerable<MetricValue> ValuesAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var row in rows.ReadAsync(cancellation))
        {
            _lastRead = row.Line;
            if (row.Line < fromLine)
                continue;
            if (row.Problem is { } problem)
            {
                Failures.Add(new(row.Line, row.Value, problem.Reason, problem.Sentence));
                continue;
            }

            _lines.Enqueue(row.Line);
            yield return row.Value;
        }
    }

    /// <summary>As it is published; a reason newer than this program by its number.</summary>
    private static string NameOf(ErrorReason reason) => Reasons.FindValueByNumber((int)reason)?.Name ?? $"{(int)reason}";

    private void Add(MetricImportStep step)
    {
        long[] lines = [.. Enumerable.Range(0, step.Count).Select(_ => _lines.Dequeue())];
        Recorded += step.Recorded;
        Corrected += step.Corrected;
        Unchanged += step.Unchanged;
        Failures.AddRange(step.Failures.Select(failure => new ImportFailure(lines[failure.Index - step.First], failure.Value, NameOf(failure.Reason), new(failure.Message, failure.Message))));
        LastLine = lines[^1];
    }
}
