using OpsPlatform.Server.Personal;

namespace OpsPlatform.Server.Tests.Personal;

/// <summary>What a mask shows, and that it shows no more. Holds CMP-01.</summary>
public sealed class Masking
{
    [Theory, Trait("row", "CMP-01")]
    [InlineData("13812345678", "138****5678")]
    [InlineData("138 1234 5678", "138****5678")]
    [InlineData("+86 138-1234-5678", "138****5678")]
    [InlineData("008613812345678", "138****5678")]
    [InlineData("１３８１２３４５６７８", "138****5678")]
    [InlineData("+852 9123 4567", "852****4567")]
    [InlineData("(415) 555-2671", "***")]
    [InlineData("8765 4321", "***")]
    [InlineData("110101199001011234", "1***")]
    public void Of_a_telephone_number_the_first_three_and_last_four_digits_are_shown_when_that_is_not_most_of_it(string text, string mask) => Mask.Of(text).ShouldBe(mask);

    [Theory]
    [InlineData("alice.wang@example.com", "a***@example.com")]
    [InlineData(" al@mail.example.com.cn ", "a***@mail.example.com.cn")]
    [InlineData("a@example.com", "***@example.com")]
    [InlineData("王@example.com", "***@example.com")]
    [InlineData("Alice <alice@example.com>", "A***")]
    [InlineData("a@b@example.com", "a***")]
    [InlineData("alice@localhost", "a***")]
    public void Of_an_address_the_first_character_and_the_domain_are_shown(string text, string mask) => Mask.Of(text).ShouldBe(mask);

    [Theory]
    [InlineData("王小明", "王***")]
    [InlineData("欧阳", "欧***")]
    [InlineData("Alice Wang", "A***")]
    [InlineData("𠮷田", "𠮷***")]
    [InlineData("wxid_7f3a", "w***")]
    [InlineData("王", "***")]
    [InlineData("e\u0301", "***")]
    [InlineData("  ", "***")]
    [InlineData("13812345678 (WeChat)", "1***")]
    [InlineData("", "")]
    public void Of_anything_else_the_first_character_is_shown_unless_it_is_all(string text, string mask) => Mask.Of(text).ShouldBe(mask);

    [Fact]
    public void No_text_is_shown_whole_and_no_mask_tells_a_length()
    {
        var random = new Random(7);
        const string Letters = "0123456789+-() abz王明@.𠮷";
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 40)).Select(_ => Letters.EnumerateRunes().ElementAt(random.Next(Letters.EnumerateRunes().Count()))));
            var mask = Mask.Of(text);
            mask.ShouldContain("***", Case.Sensitive, text);
            if (text.Trim() is { Length: > 0 } shown)
                mask.ShouldNotContain(shown, Case.Sensitive, text);
            if (!mask.Contains('@'))
                mask.Length.ShouldBeOneOf([3, 4, 5, 11], text);
        }
    }

    [Fact]
    public void A_mask_is_known_when_it_comes_back()
    {
        foreach (var text in new[] { "13812345678", "alice@example.com", "王小明", "8765 4321" })
        {
            Mask.IsIn(text).ShouldBeFalse();
            Mask.IsIn(Mask.Of(text)).ShouldBeTrue();
        }
    }
}
