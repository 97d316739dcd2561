namespace Observability.StandIns.Consumer.Configuration;

/// <summary>All that the file says.</summary>
/// <param name="Agent">The agent.</param>
/// <param name="Queues">Inputs that read queues.</param>
/// <param name="Own">Inputs of the program's metrics about itself.</param>
/// <param name="Outputs">The outputs, each with settings of its kind.</param>
/// <param name="IsDebugging">True to log what is done as well.</param>
internal sealed record ConsumerConfiguration(
    AgentSettings Agent,
    IReadOnlyList<AmqpSettings> Queues,
    IReadOnlyList<InputSettings> Own,
    IReadOnlyList<(OutputSettings Output, object Settings)> Outputs,
    bool IsDebugging)
{
    /// <summary>Where probes and scrapes are answered.</summary>
    public IEnumerable<System.Net.IPEndPoint> Addresses => Outputs
        .Select(output => output.Settings switch
        {
            HealthSettings health => health.Address,
            PrometheusSettings prometheus => prometheus.Address,
            _ => null,
        })
        .OfType<System.Net.IPEndPoint>();
}
