using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The resources of a model in the order in which they were added.</summary>
public interface IResourceCollection : IList<IResource>
{
    /// <summary>Finds a resource by its name, without regard to case.</summary>
    /// <param name="name">The name.</param>
    /// <param name="resource">The resource, or null.</param>
    bool TryGetByName(string name, [NotNullWhen(true)] out IResource? resource);
}
