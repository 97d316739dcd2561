using Observability.Hosting.Model;

namespace Observability.Hosting.Loki;

/// <summary>Everything that goes into Loki's configuration, with addresses resolved and paths mapped.</summary>
/// <param name="DataFolder">Folder for everything that it writes.</param>
/// <param name="RulesFolder">Folder that holds one folder of rules for each tenant.</param>
/// <param name="NamesTenants">True where every request names its tenant.</param>
/// <param name="Store">The bucket, or null for the data folder. Its keys are in the environment.</param>
/// <param name="Retention">How long lines are kept, or null for ever.</param>
/// <param name="EvaluationInterval">How often rules are evaluated.</param>
/// <param name="AlertUrls">URLs of the servers that firing alerts go to.</param>
internal sealed record LokiConfig(
    string DataFolder,
    string RulesFolder,
    bool NamesTenants,
    ObjectStore? Store,
    TimeSpan? Retention,
    TimeSpan EvaluationInterval,
    IReadOnlyList<string> AlertUrls);
