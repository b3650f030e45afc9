using System.Security.Cryptography;
using Google.Protobuf;
using OpsPlatform.Contents.V1;

namespace OpsPlatform.Domain.Contents;

/// <summary>What a review is about: the part of a content that is put out, and what it says of itself.</summary>
public static class ReviewedContent
{
    private const int FirstField = 2;
    private const int LastField = 23;

    /// <summary>By their names in the protos, in order.</summary>
    public static IReadOnlyList<string> Fields { get; } =
        [.. Content.Descriptor.Fields.InFieldNumberOrder().Where(field => field.FieldNumber is >= FirstField and <= LastField).Select(field => field.Name)];

    public static Content Of(Content content)
    {
        var reviewed = new Content();
        Fields.Merge(content.Clone(), reviewed);
        return reviewed;
    }

    public static string Sha256(Content content) => Convert.ToHexStringLower(SHA256.HashData(Of(content).ToByteArray()));

    public static string TextSha256(Content content) => FoldedText.Sha256(content.BodyText.Length > 0 ? content.BodyText : content.Title);
}
