using Observability.StandIns.Consumer.Configuration;
using Observability.StandIns.Consumer.Model;
using Observability.StandIns.Consumer.Routing;

namespace Observability.StandIns.Consumer.Inputs;

/// <summary>
/// Makes of what an input has read what the outputs get, in Telegraf's order: choose, add the tags that are missing, take off tags
/// and fields, set the input's own tags again where it is told to.
/// </summary>
internal sealed class MetricMaker(InputSettings settings, AgentSettings agent, PluginStatistics statistics)
{
    private readonly MetricFilter _filter = new(settings.Filter);

    /// <summary>Makes one; null where the input does not let it through.</summary>
    public Metric? Make(Metric metric)
    {
        if (!_filter.Takes(metric))
        {
            return null;
        }

        AddMissing(metric, settings.Tags);
        AddMissing(metric, agent.Tags);
        var made = _filter.Trim(metric);
        if (made is not null)
        {
            if (settings.AlwaysIncludeTags)
            {
                AddMissing(made, settings.Tags);
            }

            statistics.Add("metrics_gathered");
        }

        return made;
    }

    private static void AddMissing(Metric metric, IReadOnlyList<KeyValuePair<string, string>> tags)
    {
        foreach (var (key, value) in tags)
        {
            if (metric.Tag(key) is null)
            {
                metric.SetTag(key, value);
            }
        }
    }
}
