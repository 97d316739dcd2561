using Observability.CloudExporter.Configuration;
using Observability.CloudExporter.Metrics;

namespace Observability.CloudExporter.Collection;

/// <summary>A collector of an account, by its name and the function that reads.</summary>
internal sealed class AccountCollector(
    CloudAccount account,
    string name,
    Func<CancellationToken, Task<IReadOnlyList<Sample>>> collect) : ICloudCollector
{
    /// <inheritdoc/>
    public string Provider => account.ProviderName;

    /// <inheritdoc/>
    public string Account => account.Name;

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public Task<IReadOnlyList<Sample>> CollectAsync(CancellationToken cancellationToken) => collect(cancellationToken);
}
