using System.Net;

namespace Observability.StandIns.Consumer.Configuration;

/// <summary>
/// An <c>outputs.health</c> without conditions
/// (https://github.com/influxdata/telegraf/blob/master/plugins/outputs/health/README.md).
/// </summary>
/// <param name="Address">Where it listens.</param>
internal sealed record HealthSettings(IPEndPoint Address);
