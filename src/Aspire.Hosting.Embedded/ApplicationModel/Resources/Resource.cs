using System.Diagnostics;
using Aspire.Hosting.Embedded.ApplicationModel;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Base of all resources.</summary>
[DebuggerDisplay("Type = {GetType().Name,nq}, Name = {Name}")]
public abstract class Resource : IResource
{
    /// <summary>Creates a resource.</summary>
    /// <param name="name">
    /// Name of the resource: 1 to 64 ASCII letters, digits and hyphens, starting with a letter, without a hyphen at
    /// the end or two in a row.
    /// </param>
    /// <exception cref="ArgumentException">The name breaks that rule.</exception>
    protected Resource(string name)
    {
        ResourceNameValidator.ThrowIfInvalid("Resource", name, nameof(name));
        Name = name;
    }

    /// <inheritdoc/>
    public virtual string Name { get; }

    /// <inheritdoc/>
    public virtual ResourceAnnotationCollection Annotations { get; } = [];
}
