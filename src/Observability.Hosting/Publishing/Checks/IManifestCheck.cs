using Observability.Hosting.Publishing.Graph;
using Observability.Hosting.Validation;

namespace Observability.Hosting.Publishing.Checks;

/// <summary>Looks for one kind of mistake in published objects.</summary>
internal interface IManifestCheck
{
    /// <summary>Every problem of its kind.</summary>
    IEnumerable<Problem> Find(PublishedObjects objects, ClusterGraph graph);
}
