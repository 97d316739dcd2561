namespace Observability.StandIns.Logs.Configuration;

/// <summary>What the ruler reads (https://grafana.com/docs/loki/latest/configure/#ruler).</summary>
/// <param name="Directory">Folder with a folder of rule files for each tenant; null where there is none.</param>
/// <param name="AlertmanagerUrls">Base URLs of whom to notify.</param>
/// <param name="EvaluationInterval">How often rules are evaluated whose group says nothing else.</param>
/// <param name="PollInterval">How often the folder is read again.</param>
/// <param name="ResendDelay">How long until a firing alert is sent again.</param>
/// <param name="NotificationTimeout">How long a notification may take.</param>
/// <param name="ExternalUrl">Where the ruler is seen from outside; for the alerts' source.</param>
/// <param name="ExternalLabels">Labels of every alert.</param>
internal sealed record RulerSettings(
    string? Directory,
    IReadOnlyList<Uri> AlertmanagerUrls,
    TimeSpan EvaluationInterval,
    TimeSpan PollInterval,
    TimeSpan ResendDelay,
    TimeSpan NotificationTimeout,
    string ExternalUrl,
    IReadOnlyList<KeyValuePair<string, string>> ExternalLabels);
