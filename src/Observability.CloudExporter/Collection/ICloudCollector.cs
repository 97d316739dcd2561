using Observability.CloudExporter.Metrics;

namespace Observability.CloudExporter.Collection;

/// <summary>Reads one kind of resource of one account.</summary>
internal interface ICloudCollector
{
    /// <summary>The provider as the labels spell it.</summary>
    string Provider { get; }

    /// <summary>The account's name.</summary>
    string Account { get; }

    /// <summary>The kind of resource, in snake case; unique within the account.</summary>
    string Name { get; }

    /// <summary>Reads everything of the kind. Whatever it throws counts as a failed refresh of this collector alone.</summary>
    /// <param name="cancellationToken">Ends the attempt when it takes too long or the service stops.</param>
    Task<IReadOnlyList<Sample>> CollectAsync(CancellationToken cancellationToken);
}
