namespace Observability.StandIns.Gateway.Configuration;

/// <summary>The dynamic configuration of all files together; names are without their provider.</summary>
internal sealed class DynamicConfiguration
{
    /// <summary>Routers.</summary>
    public SortedDictionary<string, RouterDefinition> Routers { get; } = new(StringComparer.Ordinal);

    /// <summary>Services.</summary>
    public SortedDictionary<string, ServiceDefinition> Services { get; } = new(StringComparer.Ordinal);

    /// <summary>Middlewares.</summary>
    public SortedDictionary<string, MiddlewareDefinition> Middlewares { get; } = new(StringComparer.Ordinal);

    /// <summary>Transports.</summary>
    public SortedDictionary<string, TransportDefinition> Transports { get; } = new(StringComparer.Ordinal);

    /// <summary>What a person should know and what changes nothing for the rest.</summary>
    public List<string> Warnings { get; } = [];
}
