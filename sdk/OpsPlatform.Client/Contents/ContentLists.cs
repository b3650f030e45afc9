using Grpc.Core;
using OpsPlatform.Contents.V1;

namespace OpsPlatform.Client;

/// <summary>The lists of <see cref="ContentService"/> as enumerations; see <see cref="Lists"/> for how pages are read.</summary>
public static class ContentLists
{
    /// <summary>The contents of a workspace.</summary>
    public static IAsyncEnumerable<Content> EnumerateContentsAsync(
        this ContentService.ContentServiceClient contents, ListContentsRequest request, CallOptions options = default, CancellationToken cancellationToken = default) =>
        Lists.EnumerateAsync(contents.ListContentsAsync, request, page => page.Contents, options, cancellationToken);

    /// <summary>What a content was, version by version.</summary>
    public static IAsyncEnumerable<ContentVersion> EnumerateContentVersionsAsync(
        this ContentService.ContentServiceClient contents, ListContentVersionsRequest request, CallOptions options = default, CancellationToken cancellationToken = default) =>
        Lists.EnumerateAsync(contents.ListContentVersionsAsync, request, page => page.Versions, options, cancellationToken);

    /// <summary>The remarks about a content that are for everybody.</summary>
    public static IAsyncEnumerable<Remark> EnumerateRemarksAsync(
        this ContentService.ContentServiceClient contents, ListRemarksRequest request, CallOptions options = default, CancellationToken cancellationToken = default) =>
        Lists.EnumerateAsync(contents.ListRemarksAsync, request, page => page.Remarks, options, cancellationToken);

    /// <summary>All remarks about a content.</summary>
    public static IAsyncEnumerable<Remark> EnumerateInternalRemarksAsync(
        this ContentService.ContentServiceClient contents, ListInternalRemarksRequest request, CallOptions options = default, CancellationToken cancellationToken = default) =>
        Lists.EnumerateAsync(contents.ListInternalRemarksAsync, request, page => page.Remarks, options, cancellationToken);

    /// <summary>The review chains of a workspace, built-in ones too.</summary>
    public static IAsyncEnumerable<ReviewChain> EnumerateReviewChainsAsync(
        this ContentService.ContentServiceClient contents, ListReviewChainsRequest request, CallOptions options = default, CancellationToken cancellationToken = default) =>
        Lists.EnumerateAsync(contents.ListReviewChainsAsync, request, page => page.ReviewChains, options, cancellationToken);

    /// <summary>The word lists of a workspace.</summary>
    public static IAsyncEnumerable<WordList> EnumerateWordListsAsync(
        this ContentService.ContentServiceClient contents, ListWordListsRequest request, CallOptions options = default, CancellationToken cancellationToken = default) =>
        Lists.EnumerateAsync(contents.ListWordListsAsync, request, page => page.WordLists, options, cancellationToken);
}
