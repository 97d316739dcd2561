namespace Aspire.Hosting.ApplicationModel;

/// <summary>A probe of a resource where it is deployed.</summary>
public abstract class ProbeAnnotation : IResourceAnnotation
{
    /// <summary>What the probe decides.</summary>
    public required ProbeType Type { get; init; }

    /// <summary>Seconds from the start of the container to the first probe; default 5.</summary>
    public int InitialDelaySeconds { get; init; } = 5;

    /// <summary>Seconds between probes; default 5.</summary>
    public int PeriodSeconds { get; init; } = 5;

    /// <summary>Seconds after which a probe has failed; default 1.</summary>
    public int TimeoutSeconds { get; set; } = 1;

    /// <summary>Successes in a row after which the outcome is success; default 1.</summary>
    public int SuccessThreshold { get; init; } = 1;

    /// <summary>Failures in a row after which the outcome is failure; default 3.</summary>
    public int FailureThreshold { get; init; } = 3;
}
