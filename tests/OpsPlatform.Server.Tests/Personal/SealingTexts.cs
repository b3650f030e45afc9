using System.Buffers.Text;
using System.Security.Cryptography;
using OpsPlatform.Server.Personal;

namespace OpsPlatform.Server.Tests.Personal;

public sealed class SealingTexts
{
    private static readonly byte[] Root = RandomNumberGenerator.GetBytes(SubjectKey.Size);
    private static readonly Guid Id = Guid.NewGuid();

    [Theory]
    [InlineData("王小明")]
    [InlineData("x")]
    [InlineData("\u0080 \0 €")]
    [InlineData("sealed:1:AAAA")]
    public void What_was_sealed_opens(string text)
    {
        using var key = Key();
        key.Open(key.Seal(text)).ShouldBe(text);
        using var copy = key.Copy();
        key.Dispose();
        copy.Open(copy.Seal(text)).ShouldBe(text);
    }

    [Fact]
    public void Equal_texts_are_sealed_alike_and_others_are_not()
    {
        using var key = Key();
        key.Seal("a").ShouldBe(key.Seal("a"));
        key.Seal("a").ShouldNotBe(key.Seal("b"));
    }

    [Fact]
    public void The_length_of_a_name_does_not_show()
    {
        using var key = Key();
        Enumerable.Range(1, 31).Select(length => key.Seal(new string('a', length)).Length).Distinct().ShouldHaveSingleItem();
        Enumerable.Range(0, 100).ShouldAllBe(length => key.Open(key.Seal(new string('a', length)))!.Length == length);
    }

    [Fact]
    public void No_byte_can_be_changed()
    {
        using var key = Key();
        var text = key.Seal("王小明");
        var whole = Base64Url.DecodeFromChars(text.AsSpan(SubjectKey.Prefix.Length));
        for (var i = 0; i < whole.Length; i++)
        {
            whole[i] ^= 1;
            key.Open(SubjectKey.Prefix + Base64Url.EncodeToString(whole)).ShouldBeNull($"byte {i}");
            whole[i] ^= 1;
        }

        key.Open(text).ShouldBe("王小明");
    }

    [Theory]
    [InlineData("")]
    [InlineData("王小明")]
    [InlineData("sealed:1:")]
    [InlineData("sealed:1:AAAA")]
    [InlineData("sealed:1:!!!!")]
    [InlineData("sealed:2:AAAA")]
    public void What_is_no_sealed_text_does_not_open(string text)
    {
        using var key = Key();
        key.Open(text).ShouldBeNull();
        key.Open(key.Seal("a")[..^4]).ShouldBeNull();
    }

    [Fact]
    public void A_key_opens_for_its_own_subject_workspace_and_id_only()
    {
        using var key = Key();
        var text = key.Seal("a");
        foreach (var other in new[] { Key(subject: "e-2"), Key(workspace: "globex"), Key(id: Guid.NewGuid()), new SubjectKey(Id, SubjectDigest.Of("acme", "e-1"), RandomNumberGenerator.GetBytes(SubjectKey.Size)) })
        {
            other.Open(text).ShouldBeNull();
            other.Dispose();
        }
    }

    private static SubjectKey Key(string workspace = "acme", string subject = "e-1", Guid? id = null) => new(id ?? Id, SubjectDigest.Of(workspace, subject), Root);
}
