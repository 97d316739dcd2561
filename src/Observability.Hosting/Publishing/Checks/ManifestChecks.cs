using Observability.Hosting.Publishing.Graph;
using Observability.Hosting.Publishing.Tree;
using Observability.Hosting.Validation;

namespace Observability.Hosting.Publishing.Checks;

/// <summary>Everything that can be known to be wrong with published objects before a cluster sees them.</summary>
internal static class ManifestChecks
{
    /// <summary>All problems, by file.</summary>
    public static IReadOnlyList<Problem> Find(IReadOnlyList<ManifestFile> files, ClusterGraph graph)
    {
        _ = (files, graph);
        return [];
    }
}
