using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Embedded.Health;

/// <summary>
/// Runs registered health checks by key. The framework's own service runs a filtered set as one and reports when the
/// slowest is done; here each has its own time limit, so that one which hangs cannot hide the others.
/// </summary>
internal sealed class HealthCheckRunner(IServiceProvider services, IOptions<HealthCheckServiceOptions> options, TimeProvider time)
{
    // A check without a limit of its own; longer than any that reports why it failed.
    private static readonly TimeSpan s_defaultTimeout = TimeSpan.FromSeconds(10);

    private readonly Lazy<Dictionary<string, HealthCheckRegistration>> _registrations = new(() =>
    {
        Dictionary<string, HealthCheckRegistration> registrations = new(StringComparer.OrdinalIgnoreCase);
        foreach (var registration in options.Value.Registrations)
        {
            registrations[registration.Name] = registration;
        }

        return registrations;
    });

    /// <summary>Whether a check of that key is registered.</summary>
    public bool IsRegistered(string key) => _registrations.Value.ContainsKey(key);

    /// <summary>Runs the checks at once; one that throws or hangs is unhealthy.</summary>
    public async Task<ImmutableArray<HealthReportSnapshot>> RunAsync(ImmutableArray<string> keys, CancellationToken cancellationToken) =>
        [.. await Task.WhenAll(keys.Select(key => RunAsync(key, cancellationToken))).ConfigureAwait(false)];

    private async Task<HealthReportSnapshot> RunAsync(string key, CancellationToken cancellationToken)
    {
        var result = _registrations.Value.TryGetValue(key, out var registration)
            ? await RunAsync(registration, cancellationToken).ConfigureAwait(false)
            : HealthCheckResult.Unhealthy($"No health check is registered as '{key}'. Register it with builder.Services.AddHealthChecks().");
        return new HealthReportSnapshot(key, result.Status, result.Description, result.Exception?.ToString())
        {
            LastRunAt = time.GetUtcNow().UtcDateTime,
        };
    }

    private async Task<HealthCheckResult> RunAsync(HealthCheckRegistration registration, CancellationToken cancellationToken)
    {
        var timeout = registration.Timeout > TimeSpan.Zero ? registration.Timeout : s_defaultTimeout;
        using var timer = new CancellationTokenSource(timeout, time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        try
        {
            await using var scope = services.CreateAsyncScope();
            var check = registration.Factory(scope.ServiceProvider);
            return await check.CheckHealthAsync(new HealthCheckContext { Registration = registration }, ending.Token)
                .WaitAsync(ending.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (timer.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new HealthCheckResult(registration.FailureStatus, $"The check did not answer within {timeout.TotalSeconds:0.#} s.");
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return new HealthCheckResult(registration.FailureStatus, exception.Message, exception);
        }
    }
}
