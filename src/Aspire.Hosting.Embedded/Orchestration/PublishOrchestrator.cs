using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Backchannel;
using Aspire.Hosting.Embedded.Pipelines;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Embedded.Orchestration;

/// <summary>Runs the pipeline once, sets the process's exit code and stops the application.</summary>
internal sealed class PublishOrchestrator(
    IServiceProvider services, DistributedApplicationModel model, IHostApplicationLifetime lifetime) : BackgroundService
{
    private const int FailureExitCode = 1;

    /// <summary>Prepares the model.</summary>
    /// <exception cref="DistributedApplicationException">Handlers found mistakes; the message lists them.</exception>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var reported = await ActivatorUtilities.CreateInstance<ApplicationPreparation>(services).RunAsync(cancellationToken).ConfigureAwait(false);
        ModelValidator.ThrowIfAny("Nothing was published", reported);
    }

    // The CLI must be there first: it would show nothing of what happened before, and of a host that has ended only that.
    private async Task<int> RunForCliAsync(CliChannel channel, CancellationToken cancellationToken)
    {
        await using (channel.ConfigureAwait(false))
        {
            await channel.ConnectAsync(cancellationToken).ConfigureAwait(false);
            var exitCode = await PipelineRunner.ExecuteAsync(services, model, cancellationToken).ConfigureAwait(false);
            await channel.WaitForEndAsync(cancellationToken).ConfigureAwait(false);
            return exitCode;
        }
    }

    private CliChannel? Listen() => services.GetRequiredService<IPipelineActivityReporter>() is CliReporter reporter
        ? CliChannel.TryListen(
            services.GetRequiredService<IConfiguration>()[CliChannel.PathVariable],
            reporter,
            (step, token) => PipelineRunner.PlanAsync(services, model, step, token))
        : null;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            Environment.ExitCode = Listen() is { } channel
                ? await RunForCliAsync(channel, stoppingToken).ConfigureAwait(false)
                : await PipelineRunner.ExecuteAsync(services, model, stoppingToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            Environment.ExitCode = FailureExitCode;
        }
        catch (Exception)
        {
            // The host logs it and stops.
            Environment.ExitCode = FailureExitCode;
            throw;
        }
        finally
        {
            lifetime.StopApplication();
        }
    }
}
