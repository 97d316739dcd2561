namespace Aspire.Hosting.ApplicationModel;

/// <summary>An endpoint with the ports it gets in a deployment.</summary>
public sealed class ResolvedEndpoint
{
    /// <summary>The endpoint.</summary>
    public required EndpointAnnotation Endpoint { get; init; }

    /// <summary>Port that the resource itself listens on.</summary>
    public ResolvedPort TargetPort { get; init; }

    /// <summary>Port that others connect to.</summary>
    public ResolvedPort ExposedPort { get; init; }
}
