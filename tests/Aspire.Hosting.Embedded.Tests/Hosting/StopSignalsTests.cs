using Aspire.Hosting.Embedded.Tests.Orchestration;

namespace Aspire.Hosting.Embedded.Tests.Hosting;

/// <summary>A run does not outlive the CLI that has started it.</summary>
public class StopSignalsTests
{
    [Fact]
    public async Task Run_CliIsKilled_Ends()
    {
        Requires.Linux();
        await using var cli = ChildProcess.Start("sleep", ["600"]);
        await using var app = TestApplication.Build(builder =>
        {
            builder.AddExecutable("web", "sh", "/");
            builder.Configuration["ASPIRE_CLI_PID"] = $"{cli.Pid}";
        });
        var run = app.Application.RunAsync(TestContext.Current.CancellationToken);
        await app.WaitForStateAsync("web", "Running");
        Assert.False(run.IsCompleted);

        cli.KillAtOnce();

        await run.WaitAsync(Deadline.Gone.Time, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Run_NumberOfTheCliIsAnotherProcess_Ends()
    {
        Requires.Linux();
        await using var another = ChildProcess.Start("sleep", ["600"]);
        await using var app = TestApplication.Build(builder =>
        {
            builder.Configuration["ASPIRE_CLI_PID"] = $"{another.Pid}";
            builder.Configuration["ASPIRE_CLI_STARTED"] = "1000000000";
        });

        await app.Application.RunAsync(TestContext.Current.CancellationToken).WaitAsync(Deadline.Gone.Time, TestContext.Current.CancellationToken);
    }
}
