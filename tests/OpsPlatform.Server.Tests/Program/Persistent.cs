using Grpc.Core;

namespace OpsPlatform.Server.Tests.Program;

/// <summary>A caller of a server that is killed: it sends the same request again until it is answered.</summary>
internal static class Persistent
{
    public static async Task<T> UntilAnswered<T>(Func<CallOptions, AsyncUnaryCall<T>> call)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            try
            {
                return await call(new CallOptions(cancellationToken: patience.Token).WithWaitForReady());
            }
            catch (RpcException e) when (!patience.IsCancellationRequested && (e.StatusCode == StatusCode.Unavailable || e.Trailers.GetValueBytes("grpc-status-details-bin") is null))
            {
                // The server died, or is not there yet, or does not reach its database.
            }
            catch (HttpRequestException) when (!patience.IsCancellationRequested)
            {
                // The same, at its token endpoint.
            }
        }
    }
}
