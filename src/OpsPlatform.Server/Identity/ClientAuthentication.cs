namespace OpsPlatform.Server.Identity;

/// <summary>Finds out which client asks, at every endpoint where clients prove themselves.</summary>
internal sealed class ClientAuthentication(
    Clients clients, KnownClients knownClients, ClientSecrets secrets, ClientAssertions assertions, FailedAttempts failures, ILogger<ClientAuthentication> log)
{
    private const string Unknown = "it does not exist";

    /// <returns>The client, or what it is to be answered.</returns>
    public async Task<(AuthenticatedClient? Client, TokenError? Error)> AuthenticateAsync(HttpContext http, TokenForm form)
    {
        var cancellation = http.RequestAborted;
        var (credentials, error) = ClientCredentials.Read(http.Request, form);
        if (credentials is null)
            return (null, error);

        var address = http.Connection.RemoteIpAddress;
        if (failures.WaitOf(address, credentials.ClientId) is { } wait)
            return (null, TokenError.TooManyFailures(wait));

        var client = await clients.FindAsync(credentials.ClientId, cancellation);
        string? problem;
        if (credentials.Assertion is { } assertion)
            problem = await assertions.ProblemAsync(credentials.ClientId, client?.Keys ?? [], assertion, cancellation);
        else if (await secrets.VerifyAsync(await clients.HashesAsync(client, cancellation), credentials.Secret, cancellation) is { } verified)
            problem = verified ? null : "its secret is wrong";
        else
            return (null, TokenError.Unavailable);

        var known = problem is null ? await knownClients.FindAsync(credentials.ClientId, cancellation) : null;
        if (known is { Problem: null })
            return (new(credentials.ClientId, known), null);

        failures.Add(address, credentials.ClientId);

        // An unknown id may be anything, even a secret that was sent in the wrong place.
        log.ClientRefused(client is null ? "(unknown)" : credentials.ClientId, $"{address}", client is null ? Unknown : problem ?? known?.Problem ?? Unknown);
        return (null, TokenError.InvalidClient);
    }
}

/// <summary>A client that has proved itself and is let in.</summary>
internal sealed record AuthenticatedClient(string Id, KnownClient Known);
