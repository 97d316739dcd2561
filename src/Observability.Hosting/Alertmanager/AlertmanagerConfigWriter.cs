using Observability.Hosting.Model;

namespace Observability.Hosting.Alertmanager;

/// <summary>Writes <c>alertmanager.yml</c> (https://prometheus.io/docs/alerting/latest/configuration/).</summary>
internal static class AlertmanagerConfigWriter
{
    private const string DefaultReceiver = "default";
    private static readonly string[] s_groupBy = ["alertname"];

    /// <summary>
    /// One receiver that gets everything, grouped by alert: the given webhooks, or none, in which case alerts are
    /// shown and can be silenced but go nowhere.
    /// </summary>
    public static string Write(IReadOnlyList<string> webhookUrls) => YamlText.Write(new YamlMap()
        .Add("route", new YamlMap()
            .Add("receiver", DefaultReceiver)
            .Add("group_by", s_groupBy)
            .Add("group_wait", "5s"))
        .Add("receivers", new[]
        {
            new YamlMap()
                .Add("name", DefaultReceiver)
                .Add("webhook_configs", webhookUrls.Count == 0 ? null : webhookUrls.Select(url => new YamlMap().Add("url", url))),
        }));
}
