namespace OpsPlatform.Server.Identity;

/// <summary>Makes the first signing key, or refuses to start on keys that no token can be signed with.</summary>
internal sealed class IdentityStart(AccessTokens tokens) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => tokens.SignerAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
