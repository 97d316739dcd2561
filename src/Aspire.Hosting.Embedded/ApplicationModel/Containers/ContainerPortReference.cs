using System.Diagnostics;
using System.Globalization;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The port that a resource's container listens on, as a value: that of its first endpoint.</summary>
[DebuggerDisplay("{ValueExpression}")]
public class ContainerPortReference : IManifestExpressionProvider, IValueWithReferences, IValueProvider
{
    /// <summary>Creates a value.</summary>
    /// <param name="resource">The resource.</param>
    public ContainerPortReference(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        Resource = resource;
    }

    /// <summary>The resource.</summary>
    public IResource Resource { get; }

    /// <summary>The manifest expression: <c>{name.containerPort}</c>.</summary>
    public string ValueExpression => $"{{{Resource.Name}.containerPort}}";

    /// <summary>The resource.</summary>
    public IEnumerable<object> References => [Resource];

    ValueTask<string?> IValueProvider.GetValueAsync(CancellationToken cancellationToken)
    {
        var endpoint = Resource.TryGetEndpoints(out var endpoints) ? endpoints.First() : null;
        return new((endpoint?.TargetPort ?? endpoint?.Port)?.ToString(CultureInfo.InvariantCulture));
    }
}
