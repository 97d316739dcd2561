using Aspire.Hosting.ApplicationModel;

namespace Observability.E2E.Flows;

/// <summary>Values of the graph's parameters.</summary>
internal static class GraphParameters
{
    /// <summary>The value of one, as configuration or user secrets have it or as it is generated now.</summary>
    public static async Task<string> ReadAsync(IEnumerable<IResource> resources, string name, CancellationToken cancellationToken) =>
        await resources.OfType<ParameterResource>().Single(resource => resource.Name == name).GetValueAsync(cancellationToken)
            ?? throw new InvalidOperationException($"The parameter {name} has no value.");
}
