using Grpc.Core;

namespace OpsPlatform.Client;

/// <summary>Tells the answer to a repeated write from the answer to a first one.</summary>
public static class Replays
{
    /// <summary>
    /// Whether the platform had handled this <c>request_id</c> before, so that the call changed nothing and the answer is the first one's.
    /// Also true when an attempt of this same call took effect and its answer was lost on the way.
    /// </summary>
    /// <param name="call">A finished call: <c>using var call = client.Budgets.ReserveFundsAsync(request); var reservation = await call;</c></param>
    /// <exception cref="InvalidOperationException">The call has not finished.</exception>
    public static bool WasReplayed<TResponse>(this AsyncUnaryCall<TResponse> call)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (!call.ResponseAsync.IsCompleted)
            throw new InvalidOperationException("The call has not finished: await it first.");
        var headers = call.ResponseHeadersAsync;
        return headers.IsCompletedSuccessfully && headers.Result.GetValue("x-ops-replayed") == "true";
    }
}
