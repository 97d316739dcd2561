using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.InfluxDB;

/// <summary>
/// The .NET service that takes InfluxDB's place; it is started with influxd's own arguments and set up over the same API.
/// </summary>
/// <param name="name">Name of the resource.</param>
public sealed class InfluxDBStandIn(string name) : ProjectResource(name), IInfluxDB;
