using System.Globalization;
using System.Text;
using Google.Protobuf;
using OpsPlatform.Server.Pipeline;

namespace OpsPlatform.Server.Personal;

/// <summary>Seals what nobody may read before its time, under a key of the resource that it is for, and opens it when that time has come.</summary>
internal sealed class Seals(SubjectKeys keys)
{
    /// <summary>The length of what is sealed tells its length to so many bytes only.</summary>
    private const int Block = 1024;

    /// <summary>Stands between the salt and the content, and within neither.</summary>
    private const char Separator = '\n';

    /// <param name="target">The resource that it is for.</param>
    /// <param name="salt">Equal contents with different salts are sealed differently: nobody tells from two that they are equal.</param>
    public async Task<string> SealAsync(ResourceName target, IMessage content, string salt, MissingKeys missing, CancellationToken cancellation)
    {
        var subject = Subject(target.Stream);
        using var lease = await keys.LeaseAsync(target.Workspace, [subject], missing, cancellation);
        var text = $"{salt}{Separator}{Convert.ToBase64String(content.ToByteArray())}";
        var padding = Block - (Encoding.UTF8.GetByteCount(text) % Block);
        return lease.TryGet(subject, out var key) && key is not null
            ? key.Seal(text + new string(' ', padding))
            : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{target.Root} has no key to seal with."));
    }

    /// <returns>What was sealed, in the same order; null where a text is not what was sealed for this resource.</returns>
    public async Task<IReadOnlyList<byte[]?>> OpenAsync(string workspace, string stream, IEnumerable<string> sealedTexts, CancellationToken cancellation)
    {
        var subject = Subject(stream);
        using var lease = await keys.LeaseAsync(workspace, [subject], MissingKeys.LeftOut, cancellation);
        lease.TryGet(subject, out var key);
        return [.. sealedTexts.Select(text => key?.Open(text) is { } opened ? Convert.FromBase64String(opened[(opened.IndexOf(Separator, StringComparison.Ordinal) + 1)..].TrimEnd()) : null)];
    }

    /// <summary>No person's id has a slash: an erasure of a person never takes such a key.</summary>
    private static string Subject(string stream) => $"sealed/{stream}";
}
