using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Orchestration;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Embedded.Dcp;

/// <summary>The commands <c>start</c>, <c>stop</c> and <c>restart</c>.</summary>
internal static class LifecycleCommands
{
    /// <summary>Adds the commands to a resource that is run; one that the user replaced stays his.</summary>
    public static void AddTo(IResource resource, IServiceProvider services)
    {
        if (RunnableKinds.Of(resource) is RunnableKind.None)
        {
            return;
        }

        Add(resource, services, KnownResourceCommands.StartCommand, "Start", "Start the resource.", "Play", StartState, static (runner, resource, id, cancellationToken) =>
            runner.StartResourceAsync(resource, id, cancellationToken));
        Add(resource, services, KnownResourceCommands.StopCommand, "Stop", "Stop the resource.", "Stop", StopState, static (runner, resource, id, cancellationToken) =>
            runner.StopResourceAsync(resource, id, cancellationToken));
        Add(resource, services, KnownResourceCommands.RestartCommand, "Restart", "Stop the resource and start it again.", "ArrowCounterclockwise", RestartState, RestartAsync);
    }

    private static async Task RestartAsync(IResourceRunner runner, IResource resource, string id, CancellationToken cancellationToken)
    {
        await runner.StopResourceAsync(resource, id, cancellationToken).ConfigureAwait(false);
        await runner.StartResourceAsync(resource, id, cancellationToken).ConfigureAwait(false);
    }

    private static void Add(
        IResource resource,
        IServiceProvider services,
        string name,
        string displayName,
        string description,
        string icon,
        Func<string?, ResourceCommandState> state,
        Func<IResourceRunner, IResource, string, CancellationToken, Task> execute)
    {
        if (resource.Annotations.OfType<ResourceCommandAnnotation>().Any(command => command.Name == name))
        {
            return;
        }

        resource.Annotations.Add(new ResourceCommandAnnotation(
            name,
            displayName,
            context => state(context.ResourceSnapshot.State?.Text),
            context => ExecuteAsync(services, resource, context, execute),
            description,
            arguments: null,
            confirmationMessage: null,
            icon,
            IconVariant.Filled,
            isHighlighted: true));
    }

    private static async Task<ExecuteCommandResult> ExecuteAsync(
        IServiceProvider services,
        IResource resource,
        ExecuteCommandContext context,
        Func<IResourceRunner, IResource, string, CancellationToken, Task> execute)
    {
        try
        {
            var runner = services.GetRequiredService<IResourceRunner>();
            await execute(runner, resource, context.ResourceName, context.CancellationToken).ConfigureAwait(false);
            return CommandResults.Success();
        }
        catch (DistributedApplicationException exception)
        {
            return CommandResults.Failure(exception);
        }
    }

    private static ResourceCommandState StartState(string? state) =>
        IsStopped(state) || state == KnownResourceStates.Waiting ? ResourceCommandState.Enabled
        : state == KnownResourceStates.Starting || state == KnownResourceStates.Building ? ResourceCommandState.Disabled
        : ResourceCommandState.Hidden;

    private static ResourceCommandState StopState(string? state) =>
        state == KnownResourceStates.Running || state == KnownResourceStates.Waiting ? ResourceCommandState.Enabled
        : state == KnownResourceStates.Stopping ? ResourceCommandState.Disabled
        : ResourceCommandState.Hidden;

    private static ResourceCommandState RestartState(string? state) =>
        state == KnownResourceStates.Running ? ResourceCommandState.Enabled : ResourceCommandState.Disabled;

    private static bool IsStopped(string? state) =>
        state is null
        || state == KnownResourceStates.NotStarted
        || state == KnownResourceStates.RuntimeUnhealthy
        || KnownResourceStates.TerminalStates.Contains(state);
}
