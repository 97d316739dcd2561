namespace Observability.StandIns.Shipper.Components;

/// <summary>
/// The component <c>local.file_match</c> (https://grafana.com/docs/alloy/latest/reference/components/local/local.file_match/): a target
/// for each file that a pattern finds.
/// </summary>
/// <param name="paths">Targets with patterns in <c>__path__</c>.</param>
/// <param name="syncPeriod">How often it looks.</param>
/// <param name="clock">Tells the time.</param>
internal sealed class FileMatch(
    IReadOnlyList<(IReadOnlyDictionary<string, string> Labels, GlobPath Path, GlobPath? Exclude)> paths,
    TimeSpan syncPeriod,
    TimeProvider clock) : ITargetSource
{
    /// <summary>Label with a target's path.</summary>
    public const string PathLabel = "__path__";

    /// <summary>Label with the pattern of what a pattern must not find.</summary>
    public const string ExcludeLabel = "__path_exclude__";

    private IReadOnlyList<IReadOnlyDictionary<string, string>> _found = [];
    private long? _looked;

    /// <inheritdoc />
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Targets
    {
        get
        {
            if (_looked is { } looked && clock.GetElapsedTime(looked) < syncPeriod)
            {
                return _found;
            }

            _looked = clock.GetTimestamp();
            var targets = new List<IReadOnlyDictionary<string, string>>();
            foreach (var (labels, path, exclude) in paths)
            {
                var left = exclude?.Find().ToHashSet(StringComparer.Ordinal);
                targets.AddRange(path.Find().Where(file => left?.Contains(file) is not true).Select(file =>
                    new Dictionary<string, string>(labels, StringComparer.Ordinal) { [PathLabel] = file }));
            }

            return _found = targets;
        }
    }
}
