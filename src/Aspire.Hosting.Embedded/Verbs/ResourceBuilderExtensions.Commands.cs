using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Verbs;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    private const string CommandPurpose = "HTTP command";

    /// <summary>
    /// Adds a command that can be run from the dashboard and the command line. A command of the same name is replaced, so
    /// the built-in <c>start</c>, <c>stop</c> and <c>restart</c> can be too.
    /// </summary>
    public static IResourceBuilder<T> WithCommand<T>(this IResourceBuilder<T> builder, string name, string displayName, Func<ExecuteCommandContext, Task<ExecuteCommandResult>> executeCommand, CommandOptions? commandOptions = null)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(displayName);
        ArgumentNullException.ThrowIfNull(executeCommand);
        var options = commandOptions ?? new CommandOptions();

        if (builder.Resource.Annotations.OfType<ResourceCommandAnnotation>().FirstOrDefault(existing => existing.Name == name) is { } replaced)
        {
            builder.Resource.Annotations.Remove(replaced);
        }

        return builder.WithAnnotation(new ResourceCommandAnnotation(
            name,
            displayName,
            options.UpdateState ?? (static _ => ResourceCommandState.Enabled),
            executeCommand,
            options.Description,
            options.Arguments,
            options.ConfirmationMessage,
            options.IconName,
            options.IconVariant,
            options.IsHighlighted,
            options.Visibility,
            options.ValidateArguments));
    }

    /// <summary>
    /// Adds a command that sends an HTTP request (POST unless the options say otherwise) to the endpoint of that name, or
    /// to the first HTTPS, else HTTP endpoint. It is enabled while the resource is healthy, and succeeds on a 2xx answer.
    /// </summary>
    /// <exception cref="DistributedApplicationException">There is no such endpoint yet, or it is not HTTP.</exception>
    public static IResourceBuilder<TResource> WithHttpCommand<TResource>(this IResourceBuilder<TResource> builder, string path, string displayName, string? endpointName = null, string? commandName = null, HttpCommandOptions? commandOptions = null)
        where TResource : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        var endpoint = endpointName is null
            ? HttpEndpointSelection.BySelector(builder.Resource, commandOptions?.EndpointSelector, CommandPurpose)
            : HttpEndpointSelection.ByName(builder.Resource, endpointName, CommandPurpose);
        return builder.AddHttpCommand(endpoint, path, displayName, commandName, commandOptions);
    }

    /// <summary>Adds a command that sends an HTTP request to the endpoint that the selector returns.</summary>
    /// <exception cref="DistributedApplicationException">There is no such endpoint yet, or it is not HTTP.</exception>
    public static IResourceBuilder<TResource> WithHttpCommand<TResource>(this IResourceBuilder<TResource> builder, string path, string displayName, Func<EndpointReference>? endpointSelector, string? commandName = null, HttpCommandOptions? commandOptions = null)
        where TResource : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        var selector = endpointSelector ?? commandOptions?.EndpointSelector;
        var endpoint = HttpEndpointSelection.BySelector(builder.Resource, selector, CommandPurpose);
        return builder.AddHttpCommand(endpoint, path, displayName, commandName, commandOptions);
    }

    private static IResourceBuilder<TResource> AddHttpCommand<TResource>(
        this IResourceBuilder<TResource> builder,
        EndpointReference endpoint,
        string path,
        string displayName,
        string? commandName,
        HttpCommandOptions? commandOptions)
        where TResource : IResourceWithEndpoints
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var command = new HttpResourceCommand(endpoint, path, commandOptions ?? new HttpCommandOptions());
        var name = commandName ?? $"{builder.Resource.Name}-{endpoint.EndpointName}-http-{command.Method}-{path}";
        return builder.WithCommand(name, displayName, command.ExecuteAsync, command.WithDefaults());
    }
}
