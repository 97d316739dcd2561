using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Publishing;

namespace Observability.Hosting.Backends;

/// <summary>
/// Stands for the value of a secret that a publish must not ask for: it writes references only. Without it whoever publishes would need
/// every secret of the cluster.
/// </summary>
/// <param name="name">Name of the parameter.</param>
internal sealed class GivenInCluster(string name) : ParameterDefault
{
    /// <summary>Never a value that works.</summary>
    public override string GetDefaultValue() => $"set Parameters:{name}";

    /// <summary>Nothing: who deploys is to be asked.</summary>
    public override void WriteToManifest(ManifestPublishingContext context)
    {
    }
}
