using Microsoft.Extensions.Time.Testing;
using OpsPlatform.Server.Identity;

namespace OpsPlatform.Server.Tests.Identity;

/// <summary>What is remembered, for how long, and how much of it.</summary>
public sealed class CacheTests
{
    private readonly FakeTimeProvider _clock = new();
    private int _loads;

    [Fact]
    public void What_is_used_stays_and_what_is_not_goes()
    {
        var cache = new RecentCache<int, string>(100);
        cache.GetOrAdd(-1, "used");
        cache.GetOrAdd(-2, "unused");

        for (var i = 0; i < 10_000; i++)
        {
            cache.GetOrAdd(i, "");
            cache.TryGet(-1, out _).ShouldBeTrue();
        }

        cache.TryGet(-2, out _).ShouldBeFalse();
        Enumerable.Range(0, 10_000).Count(i => cache.TryGet(i, out _)).ShouldBeInRange(1, 100);
    }

    [Fact]
    public void The_first_value_of_a_key_stays()
    {
        var cache = new RecentCache<int, string>(100);

        (cache.GetOrAdd(1, "first"), cache.GetOrAdd(1, "second")).ShouldBe(("first", "first"));
    }

    [Fact]
    public async Task Callers_at_the_same_time_share_one_load()
    {
        var gate = new TaskCompletionSource<int>();
        var value = new Reloading<int>(_ => CountAsync(gate.Task), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(2), _clock);

        var callers = Enumerable.Range(0, 50).Select(_ => value.GetAsync(default).AsTask()).ToArray();
        gate.SetResult(7);

        (await Task.WhenAll(callers)).ShouldAllBe(got => got == 7);
        _loads.ShouldBe(1);
    }

    [Fact]
    public async Task A_value_is_loaded_anew_when_it_is_too_old_or_asked_for()
    {
        var value = new Reloading<int>(_ => CountAsync(Task.FromResult(0)), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(2), _clock);
        await value.GetAsync(default);
        await value.ReloadAsync(default);
        _loads.ShouldBe(1, "it is younger than two seconds");

        _clock.Advance(TimeSpan.FromSeconds(2));
        await value.GetAsync(default);
        _loads.ShouldBe(1, "it is younger than ten seconds");
        await value.ReloadAsync(default);
        _loads.ShouldBe(2);

        _clock.Advance(TimeSpan.FromSeconds(10));
        await value.GetAsync(default);
        _loads.ShouldBe(3);
    }

    [Fact]
    public async Task A_failed_load_fails_its_callers_and_the_next_one_tries_again()
    {
        var value = new Reloading<int>(_ => CountAsync(_loads == 0 ? Task.FromException<int>(new IOException()) : Task.FromResult(1)), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(2), _clock);

        await Should.ThrowAsync<IOException>(() => value.GetAsync(default).AsTask());

        (await value.GetAsync(default)).ShouldBe(1);
    }

    [Fact]
    public async Task A_caller_who_leaves_does_not_stop_the_load_for_others()
    {
        var gate = new TaskCompletionSource<int>();
        var value = new Reloading<int>(_ => CountAsync(gate.Task), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(2), _clock);
        using var leaves = new CancellationTokenSource();
        var first = value.GetAsync(leaves.Token).AsTask();
        var second = value.GetAsync(default).AsTask();

        await leaves.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => first);
        gate.SetResult(7);

        (await second).ShouldBe(7);
    }

    [Fact]
    public async Task What_was_loading_when_it_was_forgotten_is_not_kept()
    {
        var gate = new TaskCompletionSource<int>();
        var value = new Reloading<int>(_ => CountAsync(_loads == 0 ? gate.Task : Task.FromResult(2)), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(2), _clock);
        var old = value.GetAsync(default).AsTask();
        while (Volatile.Read(ref _loads) == 0)
            await Task.Yield();
        value.Forget();
        gate.SetResult(1);
        (await old).ShouldBe(1);

        (await value.GetAsync(default)).ShouldBe(2);
    }

    private Task<int> CountAsync(Task<int> value)
    {
        Interlocked.Increment(ref _loads);
        return value;
    }
}
