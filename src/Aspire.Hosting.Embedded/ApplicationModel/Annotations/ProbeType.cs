namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a probe decides.</summary>
public enum ProbeType
{
    /// <summary>Whether the container has started.</summary>
    Startup = 0,

    /// <summary>Whether it gets traffic.</summary>
    Readiness = 1,

    /// <summary>Whether it is restarted.</summary>
    Liveness = 2,
}
