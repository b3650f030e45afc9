using System.Security.Cryptography;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using OpsPlatform.EventStore;
using OpsPlatform.Identity.V1;

namespace OpsPlatform.Server.Identity;

/// <summary>
/// The keys that sign our tokens, shared by all nodes through the database. The first is made when it is first needed; the next
/// is announced in time, without anybody's doing.
/// </summary>
internal sealed class SigningKeys
{
    // How soon a node learns what another one did to the keys. Announcement and acceptance are far longer.
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan MinAge = TimeSpan.FromSeconds(2);

    private readonly IdentityDocuments _documents;
    private readonly KeyProtection _protection;
    private readonly IdentityOptions _options;
    private readonly ILogger<SigningKeys> _log;
    private readonly Reloading<KeyRing> _ring;

    public SigningKeys(IdentityDocuments documents, KeyProtection protection, IOptions<IdentityOptions> options, TimeProvider clock, ILogger<SigningKeys> log)
    {
        _documents = documents;
        _protection = protection;
        _options = options.Value;
        _log = log;
        _ring = new(LoadAsync, MaxAge, MinAge, clock);
    }

    public ValueTask<KeyRing> GetAsync(CancellationToken cancellation) => _ring.GetAsync(cancellation);

    /// <summary>For a key id that is not in the ring: another node may have made it a moment ago.</summary>
    public ValueTask<KeyRing> ReloadAsync(CancellationToken cancellation) => _ring.ReloadAsync(cancellation);

    /// <summary>
    /// Announces the next key before its time; one that is announced already stays the next. When the keys are
    /// <paramref name="compromised"/>, they are revoked instead, with all that they signed, and a new one signs at once.
    /// </summary>
    public async Task<RingKey> RotateAsync(bool compromised, CancellationToken cancellation)
    {
        KeyRing ring;
        var now = _documents.Now;
        do
        {
            ring = await ReadAsync(cancellation);
            if (!compromised && ring.Newest is { } newest && newest.SignTime > now)
                return newest;
        }
        while (!await TryAddAsync(ring, ring.Newest is null || compromised ? now : now + _options.KeyAnnouncement, compromised, cancellation));

        _ring.Forget();
        return (await ReadAsync(cancellation)).Newest!;
    }

    private async Task<KeyRing> LoadAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var ring = await ReadAsync(cancellation);
            if (NextSignTime(ring) is not { } signTime)
                return ring;
            await TryAddAsync(ring, signTime, revoke: false, cancellation);
        }
    }

    /// <summary>From when the next key has to sign, if it is time to announce it.</summary>
    private DateTimeOffset? NextSignTime(KeyRing ring)
    {
        var now = _documents.Now;
        if (ring.Newest is not { } newest)
            return now;
        var due = newest.SignTime + _options.KeyLifetime;
        var soonest = now + _options.KeyAnnouncement;
        return due > soonest ? null : soonest;
    }

    private async Task<KeyRing> ReadAsync(CancellationToken cancellation)
    {
        var keys = new List<RingKey>();
        await foreach (var key in _documents.ListAsync<SigningKey>(cancellation))
        {
            if (!key.Data.Revoked)
                keys.Add(RingKey.Open(key.Data, key.Version, _protection));
        }

        return new KeyRing([.. keys.OrderBy(key => key.SignTime).ThenBy(key => key.Id)], _options.TokenLifetime + _options.ClockSkew);
    }

    /// <summary>False when another node has added the key that follows the ring's newest.</summary>
    private async Task<bool> TryAddAsync(KeyRing ring, DateTimeOffset signTime, bool revoke, CancellationToken cancellation)
    {
        var now = _documents.Now;
        var made = Make(now, signTime);
        var done = revoke ? ring.Keys : ring.Spent(now).Where(key => key.Stored.PrivateKeyCase != SigningKey.PrivateKeyOneofCase.None);
        DocumentWrite[] writes =
        [
            new(DocumentId(made.KeyId), made, 1),
            .. done.Select(key => Spend(key, revoke)),
        ];
        var added = await _documents.TryWriteAsync($"signing-keys/after/{ring.Newest?.Id}", writes, cancellation);
        if (added)
            _log.KeyAdded(made.KeyId, signTime, revoke);
        if (added && !_protection.IsOn)
            _log.KeyInClear(made.KeyId);
        return added;
    }

    private SigningKey Make(DateTimeOffset now, DateTimeOffset signTime)
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var key = new SigningKey
        {
            KeyId = Base64UrlEncoder.Encode(new ECDsaSecurityKey(pair).ComputeJwkThumbprint()),
            PublicKey = ByteString.CopyFrom(pair.ExportSubjectPublicKeyInfo()),
            CreateTime = now.ToTimestamp(),
            SignTime = signTime.ToTimestamp(),
        };
        _protection.Protect(key, pair.ExportPkcs8PrivateKey());
        return key;
    }

    private static DocumentWrite Spend(RingKey key, bool revoke)
    {
        var spent = key.Stored.Clone();
        spent.ClearPrivateKey();
        spent.Revoked = revoke;
        return new(DocumentId(key.Id), spent, key.Version + 1);
    }

    private static string DocumentId(string keyId) => $"signing-keys/{keyId}";
}
