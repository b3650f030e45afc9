using System.Collections.Concurrent;

namespace OpsPlatform.Fallback.Tests.Echo;

/// <summary>Tells a test when the server learned that a call was cancelled.</summary>
internal sealed class Cancellations
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> calls = new();

    public Task Of(string text) => Call(text).Task;

    public void Report(string text) => Call(text).TrySetResult();

    private TaskCompletionSource Call(string text) =>
        calls.GetOrAdd(text, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
