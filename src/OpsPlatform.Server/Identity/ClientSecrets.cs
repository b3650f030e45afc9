using System.Buffers.Text;
using System.Security.Cryptography;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace OpsPlatform.Server.Identity;

/// <summary>Makes and checks the secrets of clients.</summary>
internal sealed class ClientSecrets : IDisposable
{
    // What a scanner for leaked secrets recognises ours by.
    private const string Prefix = "ops_secret_";

    private static readonly object Nobody = new();

    // A secret of 256 random bits cannot be guessed, however fast its hash: the rounds need not make up for a weak one, and a
    // flood of wrong secrets must not take the processor from everybody else. 10,000 is the least that NIST SP 800-63B allows.
    private readonly PasswordHasher<object> _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = 10_000 }));
    private readonly string _nobodys;

    private readonly ConcurrencyLimiter _limiter = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = Math.Max(1, Environment.ProcessorCount / 2),
        QueueLimit = 500,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    public ClientSecrets() => _nobodys = _hasher.HashPassword(Nobody, Random());

    /// <summary>A new secret: its id, itself in clear to be shown once, and what it is checked by.</summary>
    public (string Id, string Secret, string Hash) Make()
    {
        var secret = Random();
        return (Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4)), secret, _hasher.HashPassword(Nobody, secret));
    }

    /// <summary>
    /// Whether the secret is one of those that the hashes are of; null when too many wait to be told. It takes as long for a client that is
    /// unknown or has fewer secrets, so that time does not tell which ids exist.
    /// </summary>
    public async ValueTask<bool?> VerifyAsync(IReadOnlyList<string> hashes, string secret, CancellationToken cancellation)
    {
        using var lease = await _limiter.AcquireAsync(1, cancellation);
        return lease.IsAcquired ? Verify(hashes, secret) : null;
    }

    public bool Verify(IReadOnlyList<string> hashes, string secret)
    {
        var matches = false;
        for (var i = 0; i < Domain.Partners.ClientDecider.MostSecrets; i++)
        {
            var own = i < hashes.Count;
            var result = _hasher.VerifyHashedPassword(Nobody, own ? hashes[i] : _nobodys, secret);
            matches |= own && result != PasswordVerificationResult.Failed;
        }

        return matches;
    }

    public void Dispose() => _limiter.Dispose();

    private static string Random() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}
