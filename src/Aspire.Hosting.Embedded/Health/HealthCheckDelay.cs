namespace Aspire.Hosting.Embedded.Health;

/// <summary>When a resource's health is looked at again.</summary>
internal static class HealthCheckDelay
{
    /// <summary>Between looks at a healthy resource.</summary>
    public static readonly TimeSpan Healthy = TimeSpan.FromSeconds(30);

    /// <summary>No look follows another sooner, once the resource had its time to start.</summary>
    public static readonly TimeSpan Least = TimeSpan.FromSeconds(1);

    // While a resource starts, every look that comes late holds up all that wait for it.
    private static readonly TimeSpan s_starting = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_first = TimeSpan.FromMilliseconds(50);
    private const int MostFailuresCounted = 5;

    /// <summary>The delay after an unhealthy look: short and doubling at first, then one more second with each failure up to five.</summary>
    /// <param name="failures">Unhealthy looks in a row, this one included.</param>
    /// <param name="sinceStart">Time since the resource runs.</param>
    public static TimeSpan AfterFailure(int failures, TimeSpan sinceStart)
    {
        if (sinceStart >= s_starting)
        {
            return TimeSpan.FromSeconds(Math.Min(MostFailuresCounted, failures));
        }

        var delay = s_first;
        for (var failure = 1; failure < failures && delay < Least; failure++)
        {
            delay *= 2;
        }

        return delay < Least ? delay : Least;
    }
}
