using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Pipelines;
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

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            Environment.ExitCode = await PipelineRunner.ExecuteAsync(services, model, stoppingToken).ConfigureAwait(false);
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
