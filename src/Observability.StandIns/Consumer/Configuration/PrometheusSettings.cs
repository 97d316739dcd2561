using System.Net;

namespace Observability.StandIns.Consumer.Configuration;

/// <summary>
/// An <c>outputs.prometheus_client</c> (https://github.com/influxdata/telegraf/blob/master/plugins/outputs/prometheus_client/README.md).
/// </summary>
/// <param name="Address">Where it listens.</param>
/// <param name="Path">Path of the metrics.</param>
/// <param name="Expiration">How long a series stays after its last value; zero for ever.</param>
/// <param name="TextAsLabel">True to make labels of fields that are texts.</param>
internal sealed record PrometheusSettings(IPEndPoint Address, string Path, TimeSpan Expiration, bool TextAsLabel);
