using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using OpsPlatform.Api.V1;
using OpsPlatform.Domain;

namespace OpsPlatform.Server.Listing;

/// <summary>
/// Writes and reads the page tokens of one query: the key that a page ended at, behind a digest of the key and the query. The
/// digest finds a token that is damaged or belongs to another query. It is no secret, and needs none: whoever forges a key only
/// chooses where his own list begins, and permission is checked on every page.
/// </summary>
internal sealed class PageToken(string query)
{
    private const byte Version = 1;
    private const int DigestBytes = 16;
    private const int HeadBytes = 1 + DigestBytes;

    /// <summary>No part of a query holds this, so that two queries cannot be written alike.</summary>
    private const char Separator = '\0';

    public static PageToken For(string resource, string parent, string filter, string orderBy, bool showDeleted = false) =>
        new(string.Join(Separator, [resource, parent, Whole(filter), Whole(orderBy), .. showDeleted ? [nameof(showDeleted)] : Array.Empty<string>()]));

    public string Write(string key)
    {
        byte[] token = [Version, .. Digest(key), .. Encoding.UTF8.GetBytes(key)];
        return Base64Url.EncodeToString(token);
    }

    /// <exception cref="Refusal">The token is damaged, or of another query.</exception>
    public string Key(string token)
    {
        var bytes = new byte[Base64Url.GetMaxDecodedLength(token.Length)];
        if (!Base64Url.IsValid(token) || !Base64Url.TryDecodeFromChars(token, bytes, out var length) || length < HeadBytes || bytes[0] != Version)
            throw Invalid();
        var key = Encoding.UTF8.GetString(bytes.AsSpan(HeadBytes, length - HeadBytes));
        return bytes.AsSpan(1, DigestBytes).SequenceEqual(Digest(key)) ? key : throw Invalid();
    }

    private static Refusal Invalid() => new(ErrorReason.PageTokenInvalid, "page_token");

    private static string Whole(string part) => part.Replace(Separator, ' ');

    private ReadOnlySpan<byte> Digest(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(query + Separator + key)).AsSpan(0, DigestBytes);
}
