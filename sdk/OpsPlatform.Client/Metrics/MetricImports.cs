using System.Runtime.CompilerServices;
using OpsPlatform.Api.V1;
using OpsPlatform.Client.Internal;
using OpsPlatform.Metrics.V1;

namespace OpsPlatform.Client;

/// <summary>Records any number of values of metrics.</summary>
public static class MetricImports
{
    /// <summary>
    /// Sends values as they are enumerated, in messages of a few thousand, and gives back what became of each message: what is given back is
    /// stored. The next is sent when its step is asked for.
    /// </summary>
    /// <remarks>
    /// When the connection is lost, the message that was not answered is sent again as <see cref="RetryOptions"/> says; each message has its own
    /// <c>request_id</c>, so that it is stored once. Who is interrupted goes on after the last step, or sends everything again: a value that is there already
    /// changes nothing.
    /// </remarks>
    /// <param name="client">The connection.</param>
    /// <param name="parent">The workspace, <c>workspaces/{workspace}</c>.</param>
    /// <param name="values">The values. They are read once, and not kept.</param>
    /// <param name="options">How they are sent. Default: as new options say.</param>
    /// <param name="cancellationToken">Ends the import. What was sent may still be stored.</param>
    /// <returns>A step for each message, in the order of the values.</returns>
    /// <exception cref="OpsPlatformException">The platform refuses a message as a whole, or cannot be reached; the values after the last step are not known to be stored.</exception>
    public static async IAsyncEnumerable<MetricImportStep> ImportMetricsAsync(
        this OpsPlatformClient client,
        string parent,
        IAsyncEnumerable<MetricValue> values,
        MetricImportOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentException.ThrowIfNullOrEmpty(parent);
        ArgumentNullException.ThrowIfNull(values);
        options ??= new();
        if (options.ValuesPerMessage is < 1 or > MetricImportOptions.MostValuesPerMessage)
            throw new ArgumentOutOfRangeException(nameof(options), options.ValuesPerMessage, $"ValuesPerMessage is from 1 to {MetricImportOptions.MostValuesPerMessage}.");

        using var stream = new RepeatedStream<ImportMetricsRequest, ImportMetricsResponse>(
            () => client.Metrics.ImportMetrics(cancellationToken: cancellationToken), ((PlatformCallInvoker)client.CallInvoker).Policy);
        var first = 0L;
        await foreach (var chunk in values.Chunk(options.ValuesPerMessage).WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            var request = new ImportMetricsRequest { Parent = parent, Values = { chunk }, RequestId = Guid.CreateVersion7().ToString(), ValidateOnly = options.ValidateOnly };
            yield return MetricImportStep.Of(first, request, await stream.SendAsync(request, cancellationToken).ConfigureAwait(false));
            first += chunk.Length;
        }

        await stream.CompleteAsync(cancellationToken).ConfigureAwait(false);
    }
}

/// <summary>How values are imported.</summary>
public sealed class MetricImportOptions
{
    internal const int MostValuesPerMessage = 10_000;

    /// <summary>How many values are stored together. 1 to 10,000. Default 5,000.</summary>
    public int ValuesPerMessage { get; set; } = 5000;

    /// <summary>Whether the values are only judged, and nothing is stored. Default: no.</summary>
    public bool ValidateOnly { get; set; }
}

/// <summary>What became of some values that were sent together.</summary>
/// <param name="First">Which value the first of them is, from 0.</param>
/// <param name="Count">How many they are.</param>
/// <param name="Recorded">How many are of days that had none from their source.</param>
/// <param name="Corrected">How many took the place of another value.</param>
/// <param name="Unchanged">How many were there already.</param>
/// <param name="Failures">Those that are not stored, in order; all others are.</param>
public sealed record MetricImportStep(long First, int Count, int Recorded, int Corrected, int Unchanged, IReadOnlyList<MetricImportFailure> Failures)
{
    internal static MetricImportStep Of(long first, ImportMetricsRequest request, ImportMetricsResponse response) => new(
        first,
        request.Values.Count,
        response.Batch?.RecordedCount ?? 0,
        response.Batch?.CorrectedCount ?? 0,
        response.UnchangedCount,
        [.. response.Failures.Select(failure => new MetricImportFailure(first + failure.Index, request.Values[failure.Index], failure.Reason, failure.Message))]);
}

/// <summary>A value that is not stored.</summary>
/// <param name="Index">Which one, from 0.</param>
/// <param name="Value">As it was sent.</param>
/// <param name="Reason">Why.</param>
/// <param name="Message">Why, in the language of the client.</param>
public sealed record MetricImportFailure(long Index, MetricValue Value, ErrorReason Reason, string Message);
