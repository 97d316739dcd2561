using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Embedded.Notifications;

/// <summary>
/// Names the instances of a resource that runs more than once. A resource without it has one instance, whose id is the
/// resource's name.
/// </summary>
/// <param name="names">Ids of the instances.</param>
internal sealed class InstanceNamesAnnotation(IReadOnlyList<string> names) : IResourceAnnotation
{
    /// <summary>Ids of the instances.</summary>
    public IReadOnlyList<string> Names { get; } = names;

    /// <summary>The ids of a resource's instances.</summary>
    public static IReadOnlyList<string> NamesOf(IResource resource) =>
        resource.TryGetLastAnnotation<InstanceNamesAnnotation>(out var instances) ? instances.Names : [resource.Name];
}
