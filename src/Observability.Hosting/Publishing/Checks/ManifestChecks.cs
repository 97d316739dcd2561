using Observability.Hosting.Publishing.Graph;
using Observability.Hosting.Publishing.Tree;
using Observability.Hosting.Validation;

namespace Observability.Hosting.Publishing.Checks;

/// <summary>Everything that can be known to be wrong with published objects before a cluster sees them.</summary>
internal static class ManifestChecks
{
    private static readonly RequiredFieldsCheck s_fields = new();

    private static readonly IManifestCheck[] s_checks =
    [
        new NamesCheck(), new ReferencesCheck(), new SizeCheck(), new PodSecurityCheck(), new PodQualityCheck(), new NetworkCheck(),
    ];

    /// <summary>All problems, by file.</summary>
    public static IReadOnlyList<Problem> Find(IReadOnlyList<ManifestFile> files, ClusterGraph graph)
    {
        var objects = new PublishedObjects(files);

        // What every object must have first: the other checks read it.
        var missing = s_fields.Find(objects, graph).ToList();
        return missing.Count > 0
            ? missing
            : [.. s_checks.SelectMany(check => check.Find(objects, graph)).Distinct().OrderBy(problem => problem.ToString(), StringComparer.Ordinal)];
    }
}
