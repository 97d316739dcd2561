namespace Observability.Hosting.CloudExporter;

/// <summary>Facts about our own cloud exporter (src/Observability.CloudExporter).</summary>
public static class CloudExporterFacts
{
    /// <summary>Port in a cluster, and in a persistent run where it is free; the one that DigitalOcean's known exporter has.</summary>
    public const int Port = 9212;

    /// <summary>Answers 200 once every collector has been asked.</summary>
    public const string ReadyPath = "/-/ready";

    /// <summary>Answers 200 while it lives.</summary>
    public const string HealthyPath = "/-/healthy";

    /// <summary>Variable with the token that a scrape must present; without it the metrics are open.</summary>
    public const string MetricsTokenVariable = "Cloud__MetricsToken";
}
