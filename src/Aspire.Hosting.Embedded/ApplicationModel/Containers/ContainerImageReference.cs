using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The image of a resource as a value.</summary>
[DebuggerDisplay("{ValueExpression}")]
public class ContainerImageReference : IManifestExpressionProvider, IValueWithReferences, IValueProvider
{
    /// <summary>Creates a value.</summary>
    /// <param name="resource">The resource.</param>
    public ContainerImageReference(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        Resource = resource;
    }

    /// <summary>The resource.</summary>
    public IResource Resource { get; }

    /// <summary>The manifest expression: <c>{name.containerImage}</c>.</summary>
    public string ValueExpression => $"{{{Resource.Name}.containerImage}}";

    /// <summary>The resource.</summary>
    public IEnumerable<object> References => [Resource];

    ValueTask<string?> IValueProvider.GetValueAsync(CancellationToken cancellationToken) =>
        new(Resource.TryGetContainerImageName(out var name) ? name : null);
}
