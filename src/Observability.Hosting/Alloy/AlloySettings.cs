using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Alloy;

/// <summary>What the verbs set on an Alloy; where its lines go are edges of the graph.</summary>
internal sealed class AlloySettings : IResourceAnnotation
{
    /// <summary>Value of the label <c>stack</c>.</summary>
    public string Stack { get; set; } = AlloyFacts.DefaultStack;
}
