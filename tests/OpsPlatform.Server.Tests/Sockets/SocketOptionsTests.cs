using OpsPlatform.Server.Sockets;

namespace OpsPlatform.Server.Tests.Sockets;

/// <summary>Which limits the server refuses to start on.</summary>
public sealed class SocketOptionsTests
{
    [Fact]
    public void The_defaults_are_right() => Problems(new()).ShouldBeNull();

    [Fact]
    public void Each_limit_that_bounds_nothing_is_told_of_with_its_range() =>
        Problems(new() { MaxConnections = 0, MaxHeaderBytes = int.MaxValue, PingDelay = Timeout.InfiniteTimeSpan, RateGracePeriod = TimeSpan.FromHours(1) }).ShouldBe(
        [
            "Sockets:MaxConnections is 0. It lies between 10 and 1000000.",
            "Sockets:MaxHeaderBytes is 2147483647. It lies between 8192 and 65536.",
            "Sockets:PingDelay is -00:00:00.0010000. It lies between 00:00:01 and 00:10:00.",
            "Sockets:RateGracePeriod is 01:00:00. It lies between 00:00:02 and 00:01:00.",
        ]);

    private static IEnumerable<string>? Problems(SocketOptions options) => new SocketOptionsValidation().Validate(null, options).Failures;
}
