namespace Aspire.Hosting.ApplicationModel;

/// <summary>The use of a resource's connection string by another.</summary>
public class ConnectionStringReference : IExpressionValue, IValueWithReferences
{
    /// <summary>Creates a reference.</summary>
    /// <param name="resource">The resource whose connection string is used.</param>
    /// <param name="optional">True where it is no error that there is none.</param>
    public ConnectionStringReference(IResourceWithConnectionString resource, bool optional)
    {
        ArgumentNullException.ThrowIfNull(resource);
        Resource = resource;
        Optional = optional;
    }

    /// <summary>The resource whose connection string is used.</summary>
    public IResourceWithConnectionString Resource { get; }

    /// <summary>True where it is no error that there is no connection string.</summary>
    public bool Optional { get; }

    string IManifestExpressionProvider.ValueExpression => Resource.ValueExpression;

    IEnumerable<object> IValueWithReferences.References => [Resource];

    async ValueTask<string?> IValueProvider.GetValueAsync(CancellationToken cancellationToken) =>
        Check(await Resource.GetValueAsync(cancellationToken).ConfigureAwait(false));

    async ValueTask<string?> IValueProvider.GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken) =>
        Check(await Resource.GetValueAsync(context, cancellationToken).ConfigureAwait(false));

    private string? Check(string? value) => string.IsNullOrEmpty(value) && !Optional
        ? throw new DistributedApplicationException(
            $"Resource '{Resource.Name}' has no connection string. Give it a value (ConnectionStrings__{Resource.Name}) or make the reference optional.")
        : value;
}
