using Aspire.Hosting.Embedded.Bundle;

namespace Aspire.Hosting.Embedded.Tests.Bundle;

public sealed class FetchLockTests : IDisposable
{
    private readonly TemporaryFolder _home = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Acquire_AnotherHasIt_WaitsForItsTurn()
    {
        var first = await FetchLock.AcquireAsync(_home.Path, Cancellation);
        var second = FetchLock.AcquireAsync(_home.Path, Cancellation);
        Assert.False(second.IsCompleted);

        await first.DisposeAsync();

        await using var turn = await second.WaitAsync(Deadline.InProcess.Time, Cancellation);
    }

    [Fact]
    public async Task Acquire_FileCannotBeWritten_SaysWhyAndDoesNotWait()
    {
        // As a full disk would: what the system says is no refusal and no lock of another.
        var file = _home.Combine(".fetch-lock");
        File.CreateSymbolicLink(file, file);

        var failure = await Assert.ThrowsAsync<DistributedApplicationException>(
            () => FetchLock.AcquireAsync(_home.Path, Cancellation).WaitAsync(Deadline.InProcess.Time, Cancellation));

        Assert.Contains(file, failure.Message, StringComparison.Ordinal);
        Assert.Contains("ASPIRE_HOME", failure.Message, StringComparison.Ordinal);
    }
}
