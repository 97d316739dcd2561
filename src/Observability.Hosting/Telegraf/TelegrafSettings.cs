using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Telegraf;

/// <summary>What the verbs have said about one Telegraf.</summary>
internal sealed class TelegrafSettings : IResourceAnnotation
{
    /// <summary>The pipelines, in the order of the verbs.</summary>
    public List<TelegrafPipeline> Pipelines { get; } = [];
}
