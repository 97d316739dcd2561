using System.Collections.Frozen;
using Observability.LogQL;

namespace Observability.StandIns.Logs.Storage;

/// <summary>
/// Levels that Loki finds in lines, as the structured metadata they become: one object each, however many lines have it
/// (https://grafana.com/docs/loki/latest/configure/#limits_config, <c>discover_log_levels</c>).
/// </summary>
internal static class KnownLevels
{
    /// <summary>Name of the structured metadata.</summary>
    public const string Name = "detected_level";

    private static readonly FrozenDictionary<string, LabelSet> s_sets =
        new[] { "critical", "fatal", "error", "warn", "info", "debug", "trace", "unknown" }
            .ToFrozenDictionary(level => level, level => LabelSet.Create([(Name, level)]), StringComparer.Ordinal);

    /// <summary>The metadata of a line that has no other than its level.</summary>
    public static LabelSet Get(string level) => s_sets[level];

    /// <summary>The shared object of equal content, or the given one.</summary>
    public static LabelSet Share(LabelSet labels) =>
        labels.Count == 1 && labels[0].Name == Name && s_sets.TryGetValue(labels[0].Value, out var shared) ? shared : labels;
}
