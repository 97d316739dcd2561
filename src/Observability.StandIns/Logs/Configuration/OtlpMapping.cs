namespace Observability.StandIns.Logs.Configuration;

/// <summary>
/// What becomes of OTLP's attributes (https://grafana.com/docs/loki/latest/configure/#limits_config, <c>otlp_config</c>).
/// </summary>
/// <param name="Resource">Of the resource.</param>
/// <param name="Scope">Of the scope.</param>
/// <param name="Record">Of the line itself.</param>
/// <param name="SeverityTextIsLabel">Whether the text of the severity becomes a label.</param>
internal sealed record OtlpMapping(
    IReadOnlyList<OtlpRule> Resource, IReadOnlyList<OtlpRule> Scope, IReadOnlyList<OtlpRule> Record, bool SeverityTextIsLabel)
{
    /// <summary>
    /// The resource's attributes that become labels unless told otherwise (https://grafana.com/docs/loki/latest/send-data/otel/).
    /// </summary>
    public static OtlpRule DefaultLabels { get; } = new(
        OtlpAction.IndexLabel,
        [
            "cloud.availability_zone", "cloud.region", "container.name", "deployment.environment", "deployment.environment.name",
            "k8s.cluster.name", "k8s.container.name", "k8s.cronjob.name", "k8s.daemonset.name", "k8s.deployment.name", "k8s.job.name",
            "k8s.namespace.name", "k8s.pod.name", "k8s.replicaset.name", "k8s.statefulset.name", "service.instance.id", "service.name",
            "service.namespace",
        ],
        null);

    /// <summary>What holds without configuration.</summary>
    public static OtlpMapping Default { get; } = new([DefaultLabels], [], [], SeverityTextIsLabel: false);
}
