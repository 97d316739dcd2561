using Observability.Hosting.Model;

namespace Observability.Hosting.Backends;

/// <summary>What the choice of a backend asks a container engine.</summary>
internal interface IContainerEngine
{
    /// <summary>Why no engine answers, or null when one does.</summary>
    string? Unavailable { get; }

    /// <summary>Why an image cannot be had, or null when it is there or its registry answers.</summary>
    string? WhyNoImage(ServerImage image);
}
