using System.IO.Compression;
using Google.Protobuf;
using Grpc.Core;
using OpsPlatform.Api.V1;
using OpsPlatform.Events.V1;

namespace OpsPlatform.Client;

/// <summary>Writes exports of events to files.</summary>
public static class EventExports
{
    private const int MostFailures = 5;

    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// Writes an export as a file has it: the responses of <c>ExportEvents</c>, each behind its length, compressed by gzip. When the stream breaks for a
    /// passing reason, it goes on after the last event that came; it gives up after five failures without an event between them. What was written until then is
    /// no export: <see cref="EventChain.Verify"/> calls it truncated.
    /// </summary>
    /// <param name="events">The client: <c>client.Events</c>.</param>
    /// <param name="request">What to export.</param>
    /// <param name="destination">Where to; it is left open.</param>
    /// <param name="options">For each call; a deadline is one for all.</param>
    /// <param name="cancellationToken">Ends the export.</param>
    /// <returns>The checkpoint that the export ends at. Keep it apart from the export.</returns>
    /// <exception cref="OpsPlatformException">The platform refused or could not be reached.</exception>
    public static async Task<Checkpoint> ExportEventsAsync(
        this EventService.EventServiceClient events, ExportEventsRequest request, Stream destination, CallOptions options = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(destination);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, options.CancellationToken);
        var gzip = new GZipStream(destination, CompressionLevel.Fastest, leaveOpen: true);
        await using (gzip.ConfigureAwait(false))
            return await new Writing(request.Clone(), gzip).RunAsync(events, options.WithCancellationToken(ending.Token)).ConfigureAwait(false);
    }

    private sealed class Writing(ExportEventsRequest request, GZipStream file)
    {
        private bool _started;
        private int _failures;

        public async Task<Checkpoint> RunAsync(EventService.EventServiceClient events, CallOptions options)
        {
            while (true)
            {
                try
                {
                    using var call = events.ExportEvents(request, options);
                    return await ReadAsync(call.ResponseStream, options.CancellationToken).ConfigureAwait(false);
                }
                catch (OpsPlatformException e) when (CanPass(e) && ++_failures < MostFailures)
                {
                    await Task.Delay(e.RetryDelay ?? (FirstDelay * Math.Pow(2, _failures)), options.CancellationToken).ConfigureAwait(false);
                }
            }
        }

        /// <summary>A token that has run out during a long stream is replaced by the next call.</summary>
        private static bool CanPass(OpsPlatformException e) => e.StatusCode == StatusCode.Unavailable || e.Reason == ErrorReason.TokenInvalid;

        private async Task<Checkpoint> ReadAsync(IAsyncStreamReader<ExportEventsResponse> parts, CancellationToken cancellationToken)
        {
            while (await parts.MoveNext(cancellationToken).ConfigureAwait(false))
            {
                var part = parts.Current;
                if (part.PartCase == ExportEventsResponse.PartOneofCase.Start && _started)
                    continue;
                part.WriteDelimitedTo(file);
                _started = true;
                switch (part.PartCase)
                {
                    case ExportEventsResponse.PartOneofCase.Batch:
                        request.FirstPosition = part.Batch.Events[^1].Position + 1;
                        _failures = 0;
                        break;
                    case ExportEventsResponse.PartOneofCase.End:
                        return part.End.Checkpoint;
                }
            }

            throw new InvalidDataException("The platform has ended the export without a checkpoint.");
        }
    }
}
