using System.Diagnostics.CodeAnalysis;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Finds resources that were added already.</summary>
public static class DistributedApplicationBuilderExtensions
{
    /// <summary>Returns a builder for a resource of the model.</summary>
    /// <typeparam name="T">Type of the resource.</typeparam>
    /// <param name="builder">The application's builder.</param>
    /// <param name="name">Name of the resource, without regard to case.</param>
    /// <exception cref="InvalidOperationException">There is no resource of that name, or it has another type.</exception>
    public static IResourceBuilder<T> CreateResourceBuilder<T>(this IDistributedApplicationBuilder builder, string name)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        if (!builder.Resources.TryGetByName(name, out var resource))
        {
            var known = builder.Resources.Count == 0 ? "none" : string.Join(", ", builder.Resources.Select(other => other.Name));
            throw new InvalidOperationException($"There is no resource '{name}'. Known resources: {known}.");
        }

        return resource is T typed
            ? builder.CreateResourceBuilder(typed)
            : throw new InvalidOperationException($"Resource '{name}' is a {resource.GetType().Name}, not a {typeof(T).Name}.");
    }

    /// <summary>Returns a builder for a resource of the model, if there is one of that name and type.</summary>
    /// <typeparam name="T">Type of the resource.</typeparam>
    /// <param name="builder">The application's builder.</param>
    /// <param name="name">Name of the resource, without regard to case.</param>
    /// <param name="resourceBuilder">The resource's builder.</param>
    /// <returns>False where there is none.</returns>
    public static bool TryCreateResourceBuilder<T>(
        this IDistributedApplicationBuilder builder, string name, [NotNullWhen(true)] out IResourceBuilder<T>? resourceBuilder)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        resourceBuilder = builder.Resources.TryGetByName(name, out var resource) && resource is T typed
            ? builder.CreateResourceBuilder(typed)
            : null;
        return resourceBuilder is not null;
    }
}
