using System.Security.Cryptography;
using System.Text;

namespace OpsPlatform.Server;

/// <summary>Encrypts keys for the database under a key-encryption key of the configuration, when there is one.</summary>
/// <param name="keyEncryptionKey">32 bytes in base64, or null.</param>
internal sealed class KeyWrapping(string? keyEncryptionKey)
{
    private const int KeySize = 32;
    private const int NonceSize = 12;
    private const int TagSize = 16;

    private readonly byte[]? _key = keyEncryptionKey is null ? null : Convert.FromBase64String(keyEncryptionKey);

    public bool IsOn => _key is not null;

    /// <summary>Tells one key-encryption key from another without telling what it is; null when there is none.</summary>
    public string? Id => _key is null ? null : Convert.ToHexStringLower(HMACSHA256.HashData(_key, "key id"u8)[..8]);

    public static bool IsKey(string base64)
    {
        Span<byte> key = stackalloc byte[KeySize];
        return Convert.TryFromBase64String(base64, key, out var size) && size == KeySize;
    }

    /// <param name="plain">The key to protect.</param>
    /// <param name="purpose">What it is for; it is unwrapped for the same purpose only.</param>
    public byte[] Wrap(ReadOnlySpan<byte> plain, string purpose)
    {
        var wrapped = new byte[NonceSize + TagSize + plain.Length];
        var nonce = wrapped.AsSpan(0, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(_key!, TagSize);
        aes.Encrypt(nonce, plain, wrapped.AsSpan(NonceSize + TagSize), wrapped.AsSpan(NonceSize, TagSize), Encoding.UTF8.GetBytes(purpose));
        return wrapped;
    }

    /// <summary>The key, or null when it was wrapped under another key-encryption key, or for another purpose.</summary>
    public byte[]? Unwrap(ReadOnlySpan<byte> wrapped, string purpose)
    {
        if (_key is null || wrapped.Length < NonceSize + TagSize)
            return null;
        var plain = new byte[wrapped.Length - NonceSize - TagSize];
        try
        {
            using var aes = new AesGcm(_key, TagSize);
            aes.Decrypt(wrapped[..NonceSize], wrapped[(NonceSize + TagSize)..], wrapped.Slice(NonceSize, TagSize), plain, Encoding.UTF8.GetBytes(purpose));
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
