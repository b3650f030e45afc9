using System.Runtime.CompilerServices;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace OpsPlatform.Client;

/// <summary>Reads lists of any length, page by page.</summary>
public static class Lists
{
    /// <summary>
    /// Everything that a list rpc finds, in its order: <c>Lists.EnumerateAsync(client.Budgets.ListBudgetsAsync, request, page => page.Budgets)</c>.
    /// Nothing is asked for before the enumeration begins. The next page is asked for when half of the current one has been taken, and not
    /// at all when the enumeration ends before that.
    /// </summary>
    /// <param name="list">The rpc: its request has <c>page_token</c>, its response <c>next_page_token</c>.</param>
    /// <param name="request">What to list; <c>page_size</c> is the size of each page. A <c>page_token</c> in it is where the list starts. It is copied.</param>
    /// <param name="items">The items of a page.</param>
    /// <param name="options">For the call of each page; a deadline is one for all pages.</param>
    /// <param name="cancellationToken">Ends the enumeration, at the latest before its next item.</param>
    /// <exception cref="OpsPlatformException">Thrown by the enumeration when a page cannot be had, after the items of the pages before it.</exception>
    public static IAsyncEnumerable<TItem> EnumerateAsync<TRequest, TResponse, TItem>(
        Func<TRequest, CallOptions, AsyncUnaryCall<TResponse>> list,
        TRequest request,
        Func<TResponse, IEnumerable<TItem>> items,
        CallOptions options = default,
        CancellationToken cancellationToken = default)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage<TResponse>
    {
        ArgumentNullException.ThrowIfNull(list);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(items);
        return Enumerate(list, request.Clone(), items, options, cancellationToken);
    }

    private static async IAsyncEnumerable<TItem> Enumerate<TRequest, TResponse, TItem>(
        Func<TRequest, CallOptions, AsyncUnaryCall<TResponse>> list,
        TRequest request,
        Func<TResponse, IEnumerable<TItem>> items,
        CallOptions options,
        [EnumeratorCancellation] CancellationToken cancellationToken)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage<TResponse>
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, options.CancellationToken);
        options = options.WithCancellationToken(ending.Token);
        Task<TResponse>? next = list(request, options).ResponseAsync;
        try
        {
            while (next is not null)
            {
                var page = await next.ConfigureAwait(false);
                next = null;
                var found = items(page) as IReadOnlyCollection<TItem> ?? [.. items(page)];
                var taken = 0;
                foreach (var item in found)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (taken++ == found.Count / 2)
                        AskForPageAfter(page);
                    yield return item;
                }

                // A page may be empty and still not be the last.
                if (found.Count == 0)
                    AskForPageAfter(page);
            }
        }
        finally
        {
            await ending.CancelAsync().ConfigureAwait(false);
            if (next is not null)
                await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        void AskForPageAfter(TResponse page)
        {
            var token = Text(page, "next_page_token");
            if (token.Length == 0)
                return;
            var following = request.Clone();
            Field(following.Descriptor, "page_token").Accessor.SetValue(following, token);
            next = list(following, options).ResponseAsync;
        }
    }

    private static string Text(IMessage message, string field) => (string)Field(message.Descriptor, field).Accessor.GetValue(message);

    private static FieldDescriptor Field(MessageDescriptor message, string name) =>
        message.FindFieldByName(name) ?? throw new NotSupportedException($"{message.FullName} has no field {name}: the rpc does not list pages.");
}
