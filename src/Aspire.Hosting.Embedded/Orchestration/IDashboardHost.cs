namespace Aspire.Hosting.Embedded.Orchestration;

/// <summary>Serves the resource service and runs the dashboard process that reads from it.</summary>
internal interface IDashboardHost : IAsyncDisposable
{
    /// <summary>
    /// Starts serving and launches the dashboard process; completes when both are under way, not when the
    /// dashboard answers.
    /// </summary>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Completes with the login URL when the dashboard answers; fails when it ended instead.</summary>
    Task<string> WaitUntilReadyAsync(CancellationToken cancellationToken);

    /// <summary>Ends the dashboard process and the resource service and completes when both are gone.</summary>
    Task StopAsync(CancellationToken cancellationToken);
}
