using Google.Protobuf;
using Microsoft.Extensions.Options;
using OpsPlatform.Identity.V1;

namespace OpsPlatform.Server.Identity;

/// <summary>Encrypts the private halves of signing keys for the database, when a key for that is configured.</summary>
internal sealed class KeyProtection(IOptions<IdentityOptions> options)
{
    private readonly KeyWrapping _wrapping = new(options.Value.KeyEncryptionKey);

    public bool IsOn => _wrapping.IsOn;

    public void Protect(SigningKey key, byte[] privateKey)
    {
        if (IsOn)
            key.EncryptedPrivateKey = ByteString.CopyFrom(_wrapping.Wrap(privateKey, key.KeyId));
        else
            key.PlainPrivateKey = ByteString.CopyFrom(privateKey);
    }

    /// <summary>The private half, or null when there is none or it is encrypted under a key that this server does not have.</summary>
    public byte[]? Unprotect(SigningKey key) => key.PrivateKeyCase switch
    {
        SigningKey.PrivateKeyOneofCase.PlainPrivateKey => key.PlainPrivateKey.ToByteArray(),
        SigningKey.PrivateKeyOneofCase.EncryptedPrivateKey => _wrapping.Unwrap(key.EncryptedPrivateKey.Span, key.KeyId),
        _ => null,
    };
}
