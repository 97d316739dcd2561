using Observability.CloudExporter.Api;
using Observability.CloudExporter.Configuration;
using Observability.CloudExporter.DigitalOcean;
using Observability.CloudExporter.Exoscale;

namespace Observability.CloudExporter.Collection;

/// <summary>The collectors of the configured accounts.</summary>
internal static class CollectorCatalog
{
    /// <summary>Every collector of every account, in the order of the configuration.</summary>
    public static IReadOnlyList<ICloudCollector> Create(CloudOptions options) =>
        [.. options.Accounts.SelectMany(static account => Create(account, RecordedApi.Instance))];

    private static IEnumerable<ICloudCollector> Create(CloudAccount account, ICloudApi api) => account.Provider switch
    {
        CloudProvider.Exoscale => ExoscaleCollectors.Create(account, api),
        CloudProvider.DigitalOcean => DigitalOceanCollectors.Create(account, api),
        _ => throw new ArgumentOutOfRangeException(nameof(account)),
    };
}
