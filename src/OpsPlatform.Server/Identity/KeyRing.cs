using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using OpsPlatform.Identity.V1;

namespace OpsPlatform.Server.Identity;

/// <summary>The signing keys that are not revoked, each of which signs from its time until the next one does.</summary>
/// <param name="keys">Ordered by the time from which they sign.</param>
/// <param name="acceptance">How long what a key has signed can still be accepted after its time.</param>
internal sealed class KeyRing(IReadOnlyList<RingKey> keys, TimeSpan acceptance)
{
    public IReadOnlyList<RingKey> Keys { get; } = keys;

    public RingKey? Newest => Keys.Count > 0 ? Keys[^1] : null;

    /// <summary>The key to sign with. The first one signs even before its time: a node whose clock is ahead may have made it a moment ago.</summary>
    public RingKey Signer(DateTimeOffset now) => Keys.LastOrDefault(key => key.SignTime <= now) ?? Keys[0];

    /// <summary>The keys that belong into the key set: those that will sign, the one that does, and those whose tokens still live.</summary>
    public IEnumerable<RingKey> Published(DateTimeOffset now) => Keys.Where((_, i) => !IsSpent(i, now));

    /// <summary>The keys that will never sign again and whose tokens are dead.</summary>
    public IEnumerable<RingKey> Spent(DateTimeOffset now) => Keys.Where((_, i) => IsSpent(i, now));

    public RingKey? Find(string keyId) => Keys.FirstOrDefault(key => key.Id == keyId);

    private bool IsSpent(int i, DateTimeOffset now) => i + 1 < Keys.Count && Keys[i + 1].SignTime + acceptance <= now;
}

/// <param name="Stored">The key as the database has it.</param>
/// <param name="Version">How often it was written.</param>
/// <param name="Security">The key pair, or its public half alone.</param>
/// <param name="CanSign">False when the key is spent, or encrypted under a key that this server does not have.</param>
internal sealed record RingKey(SigningKey Stored, long Version, ECDsaSecurityKey Security, bool CanSign)
{
    public string Id => Stored.KeyId;

    public DateTimeOffset SignTime { get; } = Stored.SignTime.ToDateTimeOffset();

    public static RingKey Open(SigningKey stored, long version, KeyProtection protection)
    {
        // Never disposed: the library keeps signature providers that use it.
#pragma warning disable CA2000
        var key = ECDsa.Create();
#pragma warning restore CA2000
        var privateKey = protection.Unprotect(stored);
        if (privateKey is not null)
        {
            key.ImportPkcs8PrivateKey(privateKey, out _);
            CryptographicOperations.ZeroMemory(privateKey);
        }
        else
        {
            key.ImportSubjectPublicKeyInfo(stored.PublicKey.Span, out _);
        }

        return new RingKey(stored, version, new ECDsaSecurityKey(key) { KeyId = stored.KeyId }, privateKey is not null);
    }
}
