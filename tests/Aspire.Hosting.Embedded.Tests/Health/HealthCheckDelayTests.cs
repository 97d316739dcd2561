using Aspire.Hosting.Embedded.Health;

namespace Aspire.Hosting.Embedded.Tests.Health;

public class HealthCheckDelayTests
{
    [Theory]
    [InlineData(1, 50)]
    [InlineData(2, 100)]
    [InlineData(3, 200)]
    [InlineData(5, 800)]
    [InlineData(6, 1000)]
    [InlineData(60, 1000)]
    public void AfterFailure_WhileStarting_DoublesUpToASecond(int failures, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), HealthCheckDelay.AfterFailure(failures, TimeSpan.FromSeconds(3)));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 4)]
    [InlineData(60, 5)]
    public void AfterFailure_Later_GrowsByTheSecondUpToFive(int failures, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), HealthCheckDelay.AfterFailure(failures, TimeSpan.FromSeconds(11)));
}
