using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Backends;

namespace Observability.Hosting.Validation;

/// <summary>Finds mistakes in the configuration section <c>Stack</c>, among them resources that the graph does not have.</summary>
internal sealed class ConfigurationCheck(StackOptions options, DistributedApplicationModel model) : IStackCheck
{
    /// <inheritdoc />
    public Task<IReadOnlyList<Problem>> RunAsync(CancellationToken cancellationToken)
    {
        var known = (options.KnownResources ?? [.. model.Resources.Select(resource => resource.Name)]).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var unknown = options.ConfiguredResources.Where(name => !known.Contains(name)).Select(name => new Problem(
            name,
            $"Stack:Resources:{name}",
            "the graph has no resource of this name",
            $"Use one of: {string.Join(", ", known.Order(StringComparer.Ordinal))}."));
        return Task.FromResult<IReadOnlyList<Problem>>([.. options.Problems, .. unknown]);
    }
}
