using System.Buffers.Text;
using System.Security.Cryptography;
using System.Threading.RateLimiting;
using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using OpsPlatform.Identity.V1;

namespace OpsPlatform.Server.Identity;

/// <summary>Makes and checks the secrets of clients.</summary>
internal sealed class ClientSecrets : IDisposable
{
    /// <summary>So many a client can have at a time: the one in use and its replacement.</summary>
    public const int Most = 2;

    // What a scanner for leaked secrets recognises ours by.
    private const string Prefix = "ops_secret_";

    // A secret of 256 random bits cannot be guessed, however fast its hash: the rounds need not make up for a weak one, and a
    // flood of wrong secrets must not take the processor from everybody else. 10,000 is the least that NIST SP 800-63B allows.
    private readonly PasswordHasher<Client> _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = 10_000 }));
    private readonly string _nobodys;

    private readonly ConcurrencyLimiter _limiter = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = Math.Max(1, Environment.ProcessorCount / 2),
        QueueLimit = 500,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    public ClientSecrets() => _nobodys = _hasher.HashPassword(new Client(), Random());

    /// <summary>A new secret, in clear to be shown once, and as it is stored.</summary>
    public (string Secret, Client.Types.Secret Stored) Make(Client client, DateTimeOffset time)
    {
        var secret = Random();
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
        return (secret, new Client.Types.Secret { SecretId = id, Hash = _hasher.HashPassword(client, secret), CreateTime = time.ToTimestamp() });
    }

    /// <summary>
    /// Whether the secret is one of the client's; null when too many wait to be told. It takes as long for a client that is unknown
    /// or has fewer secrets, so that time does not tell which ids exist.
    /// </summary>
    public async ValueTask<bool?> VerifyAsync(Client? client, string secret, CancellationToken cancellation)
    {
        using var lease = await _limiter.AcquireAsync(1, cancellation);
        return lease.IsAcquired ? Verify(client ?? new Client(), secret) : null;
    }

    public bool Verify(Client client, string secret)
    {
        var matches = false;
        for (var i = 0; i < Most; i++)
        {
            var own = i < client.Secrets.Count;
            var result = _hasher.VerifyHashedPassword(client, own ? client.Secrets[i].Hash : _nobodys, secret);
            matches |= own && result != PasswordVerificationResult.Failed;
        }

        return matches;
    }

    public void Dispose() => _limiter.Dispose();

    private static string Random() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}
