using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace OpsPlatform.Server.Personal;

/// <summary>
/// The key of one data subject in one workspace: seals texts and opens them. A sealed text is <c>sealed:1:</c> and, in base64url, the
/// key's id, a nonce, the tag and the AES-256-GCM ciphertext; it opens under this key for this subject only.
/// </summary>
internal sealed class SubjectKey : IDisposable
{
    public const int Size = 32;
    public const string Prefix = "sealed:1:";

    private const int IdSize = 16;
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int HeadSize = IdSize + NonceSize + TagSize;

    /// <summary>Texts are filled up to a multiple of so many bytes: the length of a name would outlive the name.</summary>
    private const int Block = 32;

    private const byte EndOfText = 0x80;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly byte[] _bound;

    // Pinned: the collector would leave copies behind that nobody clears.
    private readonly byte[] _keys = GC.AllocateUninitializedArray<byte>(2 * Size, pinned: true);

    /// <param name="id">Whose key it is can be told by its id.</param>
    /// <param name="subject">The subject's digest, to which every text is bound.</param>
    /// <param name="key">The key as it was made.</param>
    public SubjectKey(Guid id, ReadOnlySpan<byte> subject, ReadOnlySpan<byte> key)
        : this(id, [.. subject, .. id.ToByteArray(bigEndian: true)])
    {
        HKDF.Expand(HashAlgorithmName.SHA256, key, CipherKey, "opsplatform.personal.seal"u8);
        HKDF.Expand(HashAlgorithmName.SHA256, key, NonceKey, "opsplatform.personal.nonce"u8);
    }

    private SubjectKey(Guid id, byte[] bound) => (Id, _bound) = (id, bound);

    public Guid Id { get; }

    private Span<byte> CipherKey => _keys.AsSpan(0, Size);

    private Span<byte> NonceKey => _keys.AsSpan(Size);

    /// <summary>For a call to use, while the original may be cleared.</summary>
    public SubjectKey Copy()
    {
        var copy = new SubjectKey(Id, _bound);
        _keys.CopyTo(copy._keys, 0);
        return copy;
    }

    /// <summary>
    /// Equal texts become equal sealed texts: the nonce is a keyed digest of the text instead of a random number. So a repeated request is
    /// recognised, and a decision sees that nothing has changed, without anybody opening anything.
    /// </summary>
    public string Seal(string text)
    {
        var padded = new byte[((Strict.GetByteCount(text) / Block) + 1) * Block];
        padded[Strict.GetBytes(text, padded)] = EndOfText;

        var whole = new byte[HeadSize + padded.Length];
        Id.TryWriteBytes(whole, bigEndian: true, out _);
        var nonce = whole.AsSpan(IdSize, NonceSize);
        HMACSHA256.HashData(NonceKey, [.. _bound, .. padded]).AsSpan(0, NonceSize).CopyTo(nonce);
        using var aes = new AesGcm(CipherKey, TagSize);
        aes.Encrypt(nonce, padded, whole.AsSpan(HeadSize), whole.AsSpan(IdSize + NonceSize, TagSize), _bound);
        return Prefix + Base64Url.EncodeToString(whole);
    }

    /// <summary>The text, or null when this is none that was sealed with this key.</summary>
    public string? Open(string sealedText)
    {
        if (!sealedText.StartsWith(Prefix, StringComparison.Ordinal) || !Base64Url.IsValid(sealedText.AsSpan(Prefix.Length), out var size) || size < HeadSize)
            return null;
        var whole = Base64Url.DecodeFromChars(sealedText.AsSpan(Prefix.Length)).AsSpan();
        if (new Guid(whole[..IdSize], bigEndian: true) != Id)
            return null;

        var padded = new byte[whole.Length - HeadSize];
        try
        {
            using var aes = new AesGcm(CipherKey, TagSize);
            aes.Decrypt(whole.Slice(IdSize, NonceSize), whole[HeadSize..], whole.Slice(IdSize + NonceSize, TagSize), padded, _bound);
            return Strict.GetString(padded.AsSpan(0, padded.AsSpan().LastIndexOf(EndOfText)));
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(_keys);
}
