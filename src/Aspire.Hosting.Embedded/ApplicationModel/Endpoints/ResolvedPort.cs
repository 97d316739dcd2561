using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A port of an endpoint in a deployment, and where it comes from.</summary>
public readonly struct ResolvedPort
{
    /// <summary>The port, or null where the deployment decides.</summary>
    public int? Value { get; init; }

    /// <summary>True where a <see cref="IPortAllocator"/> gave it out.</summary>
    public bool IsAllocated { get; init; }

    /// <summary>True where it follows from another port of the endpoint.</summary>
    public bool IsImplicit { get; init; }

    /// <summary>A port that the model names.</summary>
    /// <param name="port">The port.</param>
    public static ResolvedPort Explicit(int port) => new() { Value = port };

    /// <summary>A port that follows from another port of the endpoint.</summary>
    /// <param name="port">The port.</param>
    public static ResolvedPort Implicit(int port) => new() { Value = port, IsImplicit = true };

    /// <summary>A port that a <see cref="IPortAllocator"/> gave out.</summary>
    /// <param name="port">The port.</param>
    public static ResolvedPort Allocated(int port) => new() { Value = port, IsAllocated = true };

    /// <summary>No port: the deployment decides.</summary>
    public static ResolvedPort None() => default;

    /// <summary>Returns the port.</summary>
    /// <param name="resolvedPort">The resolved port.</param>
    [SuppressMessage("Usage", "CA2225", Justification = "The shape is Aspire.Hosting's; the alternate is Value.")]
    public static implicit operator int?(ResolvedPort resolvedPort) => resolvedPort.Value;
}
