using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Prometheus;

/// <summary>What the verbs set on a Prometheus; its targets and receivers are edges of the graph.</summary>
internal sealed class PrometheusSettings : IResourceAnnotation
{
    /// <summary>How often it scrapes and evaluates rules.</summary>
    public TimeSpan Interval { get; set; }

    /// <summary>How long it keeps samples.</summary>
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(PrometheusFacts.DefaultRetentionDays);

    /// <summary>What it finds by itself in a cluster.</summary>
    public PrometheusDiscovery Discovery { get; set; } = new(VerifyKubelets: false, ControlPlane: false);

    /// <summary>Files and folders with rules, as absolute paths on this machine.</summary>
    public List<string> RulePaths { get; } = [];

    /// <summary>The rule files found there, as paths in the image.</summary>
    public List<string> RuleFiles { get; } = [];
}
