using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.CloudExporter;

/// <summary>Counts the accounts that a cloud exporter has been given.</summary>
internal sealed class CloudExporterAccounts : IResourceAnnotation
{
    private int _count;

    /// <summary>The number of the next account, from 0.</summary>
    public int Next() => _count++;
}
