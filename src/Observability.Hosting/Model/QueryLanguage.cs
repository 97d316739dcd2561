namespace Observability.Hosting.Model;

/// <summary>The languages that content asks in.</summary>
internal enum QueryLanguage
{
    /// <summary>Prometheus' (https://prometheus.io/docs/prometheus/latest/querying/basics/).</summary>
    PromQL,

    /// <summary>Loki's (https://grafana.com/docs/loki/latest/query/).</summary>
    LogQL,

    /// <summary>InfluxDB's (https://docs.influxdata.com/flux/v0/).</summary>
    Flux,
}
