namespace Aspire.Hosting.ApplicationModel;

/// <summary>A probe that requests a path of an endpoint.</summary>
public sealed class EndpointProbeAnnotation : ProbeAnnotation
{
    /// <summary>The endpoint.</summary>
    public required EndpointReference EndpointReference { get; init; }

    /// <summary>The path.</summary>
    public required string Path { get; init; }
}
