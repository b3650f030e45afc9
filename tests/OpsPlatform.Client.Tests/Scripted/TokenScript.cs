using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace OpsPlatform.Client.Tests.Scripted;

/// <summary>A token endpoint that counts what it is asked: <c>token-1</c>, <c>token-2</c> and so on, each good for ten minutes.</summary>
internal sealed class TokenScript
{
    private readonly ConcurrentQueue<ReceivedTokenRequest> _requests = new();
    private int _count;

    public IReadOnlyCollection<ReceivedTokenRequest> Requests => _requests;

    /// <summary>Awaited before each answer.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>Answers instead, while set.</summary>
    public Func<IResult>? Instead { get; set; }

    public async Task<IResult> AnswerAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        _requests.Enqueue(new ReceivedTokenRequest(request.Headers.Authorization.ToString(), form.ToDictionary(field => field.Key, field => field.Value.ToString())));
        await Gate;
        return Instead?.Invoke()
            ?? Results.Json(new { access_token = $"token-{Interlocked.Increment(ref _count)}", token_type = "Bearer", expires_in = 600 });
    }
}

internal sealed record ReceivedTokenRequest(string Authorization, IReadOnlyDictionary<string, string> Form);
