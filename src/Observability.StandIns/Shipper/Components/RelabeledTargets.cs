namespace Observability.StandIns.Shipper.Components;

/// <summary>The component <c>discovery.relabel</c>: targets with other labels, without those that a rule leaves out.</summary>
internal sealed class RelabeledTargets(ITargetSource source, IReadOnlyList<RelabelRule> rules) : ITargetSource
{
    /// <inheritdoc />
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Targets
    {
        get
        {
            var targets = new List<IReadOnlyDictionary<string, string>>();
            foreach (var target in source.Targets)
            {
                var labels = new Dictionary<string, string>(target, StringComparer.Ordinal);
                if (rules.All(rule => rule.Apply(labels)))
                {
                    targets.Add(labels);
                }
            }

            return targets;
        }
    }
}
