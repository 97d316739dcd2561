using Observability.StandIns.Gateway.Routing;

namespace Observability.StandIns.Gateway;

/// <summary>What changes while the gateway runs.</summary>
internal sealed class GatewayState
{
    private volatile RoutingTable _table = new([], new Dictionary<string, Configuration.ServiceDefinition>());
    private volatile bool _isStopping;

    /// <summary>The table in force; a request keeps the one it began with.</summary>
    public RoutingTable Table
    {
        get => _table;
        set => _table = value;
    }

    /// <summary>True from the signal to stop on; ping then answers 503.</summary>
    public bool IsStopping
    {
        get => _isStopping;
        set => _isStopping = value;
    }
}
