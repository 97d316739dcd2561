using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Model;

namespace Observability.Hosting.Publishing.Graph;

/// <summary>
/// One Secret object: a parameter, or a file that is made from parameters. Its value is never published; it is put into the cluster
/// by a command of its own, or comes from a vault.
/// </summary>
/// <param name="Key">The object and its key.</param>
/// <param name="Parameter">The parameter, or null for a file.</param>
/// <param name="File">The file and the server that reads it, or null for a parameter.</param>
internal sealed record ClusterSecret(SecretKey Key, ParameterResource? Parameter, (IResource Server, ConfigFile File)? File)
{
    /// <summary>The key of a parameter's Secret.</summary>
    public const string ValueKey = "value";

    /// <summary>Namespaces whose servers use it.</summary>
    public SortedSet<string> Namespaces { get; } = new(StringComparer.Ordinal);
}
