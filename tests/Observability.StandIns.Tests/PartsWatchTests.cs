using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;

namespace Observability.StandIns.Tests;

/// <summary>A program of which a part fails ends, and is not found healthy without it.</summary>
public sealed class PartsWatchTests
{
    [Fact]
    public async Task Part_Fails_EndsTheProgramWhileTheOthersWork()
    {
        var before = Environment.ExitCode;
        using var lifetime = new Lifetime();
        var working = new TaskCompletionSource();
        try
        {
            var watching = PartsWatch.RunAsync(
                [working.Task, Task.FromException(new InvalidOperationException("broken"))], lifetime.Value, NullLogger.Instance);

            await Eventually.HoldsAsync(
                "it is told to stop", () => lifetime.Value.ApplicationStopping.IsCancellationRequested, Deadline.InProcess);
            Assert.Equal(1, Environment.ExitCode);
            Assert.False(watching.IsCompleted);
            working.SetResult();
            await watching;
        }
        finally
        {
            Environment.ExitCode = before;
        }
    }

    [Fact]
    public async Task Parts_EndOrAreCancelled_EndNothing()
    {
        using var lifetime = new Lifetime();

        await PartsWatch.RunAsync(
            [Task.CompletedTask, Task.FromCanceled(new CancellationToken(canceled: true))], lifetime.Value, NullLogger.Instance);

        Assert.False(lifetime.Value.ApplicationStopping.IsCancellationRequested);
    }

    private sealed class Lifetime : IDisposable
    {
        public ApplicationLifetime Value { get; } = new(NullLogger<ApplicationLifetime>.Instance);

        public void Dispose() => Value.StopApplication();
    }
}
