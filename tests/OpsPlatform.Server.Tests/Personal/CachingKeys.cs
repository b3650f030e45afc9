using System.Security.Cryptography;
using Microsoft.Extensions.Time.Testing;
using OpsPlatform.Server.Personal;

namespace OpsPlatform.Server.Tests.Personal;

public sealed class CachingKeys : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly SubjectKeyCache _cache;

    public CachingKeys() => _cache = new SubjectKeyCache(_clock);

    public void Dispose() => _cache.Dispose();

    [Fact]
    public void A_key_is_known_for_less_than_a_second()
    {
        Put("e-1");
        _clock.Advance(TimeSpan.FromMilliseconds(700));
        Knows("e-1").ShouldBeTrue();
        _clock.Advance(TimeSpan.FromMilliseconds(100));
        Knows("e-1").ShouldBeFalse();
    }

    [Fact]
    public void What_leaves_the_cache_is_cleared()
    {
        var (swept, replaced, erased, left) = (Put("swept"), Put("replaced"), Put("erased"), Put("left"));
        Put("replaced");
        _cache.Erase("acme", "erased");
        Opens(replaced).ShouldBeFalse();
        Opens(erased).ShouldBeFalse();
        Opens(swept).ShouldBeTrue();

        _clock.Advance(SubjectKeyCache.MaxAge);
        _cache.Sweep();
        Opens(swept).ShouldBeFalse();
        Opens(left).ShouldBeFalse();
    }

    [Fact]
    public void A_key_that_was_read_before_its_subject_was_erased_is_not_taken_in_after()
    {
        var erasures = _cache.Erasures;
        _cache.Erase("acme", "e-1");
        var (key, sealedText) = Key("e-1");
        _cache.Put("acme", "e-1", key, _clock.GetTimestamp(), erasures);
        Knows("e-1").ShouldBeFalse();
        key.Open(sealedText).ShouldBeNull();
    }

    [Fact]
    public void However_many_subjects_there_are_the_cache_stays_small()
    {
        var first = Put("first");
        for (var i = 0; i < 10_000; i++)
            Put($"e-{i}");
        Opens(first).ShouldBeFalse();
        Knows("e-9999").ShouldBeTrue();
    }

    private (SubjectKey Key, string Sealed) Put(string subject)
    {
        var key = Key(subject);
        _cache.Put("acme", subject, key.Key, _clock.GetTimestamp(), _cache.Erasures);
        return key;
    }

    private bool Knows(string subject)
    {
        using var lease = new LeasedKeys();
        return _cache.TryLease("acme", subject, lease) && lease.TryGet(subject, out var key) && key is not null;
    }

    private static bool Opens((SubjectKey Key, string Sealed) key) => key.Key.Open(key.Sealed) is not null;

    private static (SubjectKey Key, string Sealed) Key(string subject)
    {
        var key = new SubjectKey(Guid.NewGuid(), SubjectDigest.Of("acme", subject), RandomNumberGenerator.GetBytes(SubjectKey.Size));
        return (key, key.Seal(subject));
    }
}
