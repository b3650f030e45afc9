using OpsPlatform.Server.Identity;

namespace OpsPlatform.Server.Tests.Identity;

/// <summary>Which settings the server refuses to start on.</summary>
public sealed class IdentityOptionsTests
{
    [Fact]
    public void The_defaults_are_right() => Problems(_ => { }).ShouldBeNull();

    [Fact]
    public void Each_wrong_setting_is_told_of() =>
        Problems(options => (options.Issuer, options.Audience, options.KeyEncryptionKey) = ("nonsense", " ", "c2hvcnQ="))!.Count().ShouldBe(3);

    [Theory]
    [InlineData("https://id.example", true)]
    [InlineData("https://id.example/tenant", true)]
    [InlineData("http://localhost:5081", true)]
    [InlineData("http://127.0.0.1:5081", true)]
    [InlineData("http://id.example", false)]
    [InlineData("ftp://id.example", false)]
    [InlineData("https://id.example?tenant=1", false)]
    [InlineData("https://id.example#x", false)]
    [InlineData("/relative", false)]
    [InlineData("", false)]
    public void An_issuer_is_trusted_by_https_or_on_this_machine(string address, bool trusted)
    {
        (Problems(options => options.Issuer = address) is null).ShouldBe(trusted);
        (Problems(options => options.Authority = address) is null).ShouldBe(trusted);
    }

    [Fact]
    public void Lifetimes_have_bounds()
    {
        Problems(options => options.TokenLifetime = TimeSpan.Zero).ShouldNotBeNull();
        Problems(options => options.TokenLifetime = TimeSpan.FromDays(1)).ShouldNotBeNull();
        Problems(options => options.ClockSkew = TimeSpan.FromHours(1)).ShouldNotBeNull();
        Problems(options => options.KeyAnnouncement = TimeSpan.Zero).ShouldNotBeNull();
        Problems(options => options.KeyLifetime = TimeSpan.FromHours(12)).ShouldNotBeNull();
    }

    private static IEnumerable<string>? Problems(Action<IdentityOptions> set)
    {
        var options = new IdentityOptions();
        set(options);
        return new IdentityOptionsValidation().Validate(null, options).Failures;
    }
}
