using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.FluentBit;

/// <summary>What the verbs set on a Fluent Bit; where its lines go are edges of the graph.</summary>
internal sealed class FluentBitSettings : IResourceAnnotation
{
    /// <summary>Port for the machine logs of Talos, or null where it takes none.</summary>
    public int? TalosPort { get; set; }
}
