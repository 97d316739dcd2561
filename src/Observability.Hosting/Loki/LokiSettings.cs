using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Model;

namespace Observability.Hosting.Loki;

/// <summary>
/// What the verbs set on a Loki. The tenant is not here: the log store's annotation has it, for everybody. Receivers of
/// alerts are edges of the graph.
/// </summary>
internal sealed class LokiSettings : IResourceAnnotation
{
    /// <summary>The bucket, or null for the data folder.</summary>
    public ObjectStore? Store { get; set; }

    /// <summary>How long lines are kept; null for the default of the storage.</summary>
    public TimeSpan? Retention { get; set; }

    /// <summary>How often rules are evaluated.</summary>
    public TimeSpan EvaluationInterval { get; set; }

    /// <summary>Files and folders with rules, as absolute paths on this machine.</summary>
    public List<string> RulePaths { get; } = [];

    /// <summary>The rule files found there, as absolute paths on this machine.</summary>
    public List<string> RuleFiles { get; } = [];
}
