using Aspire.Hosting;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Observability.Hosting.Backends;
using Observability.Hosting.Console;
using Spectre.Console;

namespace Observability.E2E.Lifetime;

/// <summary>With <c>--until-ready</c> a server that is set up over its API is ready once that is done.</summary>
[Tier(Tier.Process)]
public sealed class SetUpTests : IDisposable
{
    private readonly TemporaryFolder _state = new();
    private readonly StringWriter _output = new();
    private readonly int _exitCode = Environment.ExitCode;

    public SetUpTests() => Requires.ProcessStack();

    [Fact]
    public async Task UntilReady_SetUpTakesItsTime_EndsWithZeroAfterIt()
    {
        var isSetUp = false;

        Assert.Equal(0, await RunAsync(async cancellationToken =>
        {
            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
            isSetUp = true;
        }));

        Assert.True(isSetUp);
        Assert.Contains("Ready after", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task UntilReady_SetUpFails_EndsWithOneAndTheReason()
    {
        Assert.Equal(1, await RunAsync(_ => throw new DistributedApplicationException("no such token")));

        Assert.Contains("no such token", _output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Ready after", _output.ToString(), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        // The console sets it for a program that ends; this one runs on.
        Environment.ExitCode = _exitCode;
        _output.Dispose();
        _state.Dispose();
    }

    private async Task<int> RunAsync(Func<CancellationToken, Task> setUp)
    {
        var builder = DistributedApplicationTestingBuilder.Create(
            "--Stack:Backend=process", $"--Stack:StateFolder={_state.Path}", "--Stack:UntilReady=true");
        builder.AddStackConsole();
        builder.Services.AddSingleton(_ => new ConsoleView(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(_output) })));
        builder.AddPushgateway("pushgateway").WithSetUp((_, cancellationToken) => setUp(cancellationToken));
        await using var application = await builder.BuildAsync(TestContext.Current.CancellationToken);
        Environment.ExitCode = -1;

        await application.RunAsync(TestContext.Current.CancellationToken).WaitAsync(Deadline.StackReady.Time, TestContext.Current.CancellationToken);

        return Environment.ExitCode;
    }
}
