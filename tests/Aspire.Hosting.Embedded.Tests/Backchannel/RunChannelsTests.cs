using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Backchannel;
using Aspire.Hosting.Embedded.Tests.Orchestration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.Embedded.Tests.Backchannel;

/// <summary>A run goes on where the CLI cannot reach it.</summary>
public sealed class RunChannelsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Channel_HomeTooLongForASocket_DoesNotEndTheRun() => await RunAsync(_folder.Combine(new string('a', 100)));

    [Fact]
    public async Task Channel_HomeThatCannotBeWritten_DoesNotEndTheRun() => await RunAsync(_folder.Write("home", "a file"));

    [Fact]
    public async Task Channel_OfTheCliInAFolderThatIsGone_DoesNotEndTheRun() =>
        await RunAsync(_folder.Write("home", "a file"), _folder.Combine("gone/cli.sock"));

    public void Dispose() => _folder.Dispose();

    private static async Task RunAsync(string home, string? cli = null)
    {
        await using var app = await TestApplication.StartAsync(_ => { });
        using var log = new CliLog(TimeProvider.System);
        await using var services = new ServiceCollection().AddSingleton(log).BuildServiceProvider();
        using var channels = new RunChannels(
            new ConfigurationBuilder().AddInMemoryCollection([new(CliChannel.PathVariable, cli)]).Build(),
            services,
            app.Services.GetRequiredService<DistributedApplicationModel>(),
            new DistributedApplicationOptions { DisableDashboard = true },
            app.Notifications,
            app.Services.GetRequiredService<ResourceLoggerService>(),
            app.Commands,
            app.Services.GetRequiredService<IHostApplicationLifetime>(),
            NullLogger<RunChannels>.Instance) { Home = home };

        await channels.StartAsync(TestContext.Current.CancellationToken);

        // Where nobody can reach it there is nothing to serve; an error would end the host.
        await channels.ExecuteTask!.WaitAsync(Deadline.InProcess.Time, TestContext.Current.CancellationToken);
    }
}
