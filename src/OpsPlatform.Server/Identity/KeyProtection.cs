using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Microsoft.Extensions.Options;
using OpsPlatform.Identity.V1;

namespace OpsPlatform.Server.Identity;

/// <summary>Encrypts the private halves of signing keys for the database, when a key for that is configured.</summary>
internal sealed class KeyProtection(IOptions<IdentityOptions> options)
{
    private const int KeySize = 32;
    private const int NonceSize = 12;
    private const int TagSize = 16;

    private readonly byte[]? _key = options.Value.KeyEncryptionKey is { } key ? Convert.FromBase64String(key) : null;

    public bool IsOn => _key is not null;

    public static bool IsKey(string base64)
    {
        Span<byte> key = stackalloc byte[KeySize];
        return Convert.TryFromBase64String(base64, key, out var size) && size == KeySize;
    }

    public void Protect(SigningKey key, byte[] privateKey)
    {
        if (_key is null)
        {
            key.PlainPrivateKey = ByteString.CopyFrom(privateKey);
            return;
        }

        var sealedKey = new byte[NonceSize + TagSize + privateKey.Length];
        var (nonce, tag, cipher) = Parts(sealedKey);
        RandomNumberGenerator.Fill(nonce.Span);
        using var aes = new AesGcm(_key, TagSize);
        aes.Encrypt(nonce.Span, privateKey, cipher.Span, tag.Span, Encoding.UTF8.GetBytes(key.KeyId));
        key.EncryptedPrivateKey = ByteString.CopyFrom(sealedKey);
    }

    /// <summary>The private half, or null when there is none or it is encrypted under a key that this server does not have.</summary>
    public byte[]? Unprotect(SigningKey key) => key.PrivateKeyCase switch
    {
        SigningKey.PrivateKeyOneofCase.PlainPrivateKey => key.PlainPrivateKey.ToByteArray(),
        SigningKey.PrivateKeyOneofCase.EncryptedPrivateKey when _key is not null => Decrypt(_key, key),
        _ => null,
    };

    private static byte[]? Decrypt(byte[] encryptionKey, SigningKey key)
    {
        var (nonce, tag, cipher) = Parts(key.EncryptedPrivateKey.ToByteArray());
        var plain = new byte[cipher.Length];
        try
        {
            using var aes = new AesGcm(encryptionKey, TagSize);
            aes.Decrypt(nonce.Span, cipher.Span, tag.Span, plain, Encoding.UTF8.GetBytes(key.KeyId));
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private static (Memory<byte> Nonce, Memory<byte> Tag, Memory<byte> Cipher) Parts(Memory<byte> sealedKey) =>
        (sealedKey[..NonceSize], sealedKey.Slice(NonceSize, TagSize), sealedKey[(NonceSize + TagSize)..]);
}
