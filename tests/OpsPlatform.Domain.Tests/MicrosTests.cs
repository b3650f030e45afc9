namespace OpsPlatform.Domain.Tests;

public sealed class MicrosTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(1, "0.000001")]
    [InlineData(1_500_000, "1.5")]
    [InlineData(1_234_567_000_000, "1,234,567")]
    [InlineData(1_000_000_000_000_000_000, "1,000,000,000,000")]
    public void People_read_whole_units(long micros, string text) => new Micros(micros).ToString().ShouldBe(text);
}
