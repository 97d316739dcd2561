using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Embedded.Orchestration;

/// <summary>Ends a running application over something that nobody can mend while it runs; the reason is its last word.</summary>
internal sealed class ApplicationFailure(IHostApplicationLifetime lifetime)
{
    private string? _reason;

    /// <summary>Stops the application. Only the first reason counts: what fails after it fails because of it.</summary>
    /// <param name="reason">One sentence for the user, with the remedy.</param>
    public void Report(string reason)
    {
        Interlocked.CompareExchange(ref _reason, reason, null);
        lifetime.StopApplication();
    }

    /// <summary>Called when the application has stopped.</summary>
    /// <exception cref="DistributedApplicationException">It did so because of a failure; the message is the reason.</exception>
    public void ThrowIfReported()
    {
        if (_reason is { } reason)
        {
            throw new DistributedApplicationException(reason);
        }
    }
}
