using Observability.Hosting.Publishing.Graph;
using Observability.Hosting.Publishing.Tree;
using Observability.Hosting.Validation;

namespace Observability.Hosting.Publishing.Checks;

/// <summary>Everything that can be known to be wrong with published objects before a cluster sees them.</summary>
internal static class ManifestChecks
{
    private static readonly IManifestCheck[] s_checks =
    [
        new RequiredFieldsCheck(), new NamesCheck(), new ReferencesCheck(), new SizeCheck(), new PodSecurityCheck(), new PodQualityCheck(), new NetworkCheck(),
    ];

    /// <summary>All problems, by file.</summary>
    public static IReadOnlyList<Problem> Find(IReadOnlyList<ManifestFile> files, ClusterGraph graph)
    {
        var objects = new PublishedObjects(files);
        return [.. s_checks.SelectMany(check => check.Find(objects, graph)).Distinct().OrderBy(problem => problem.ToString(), StringComparer.Ordinal)];
    }
}
