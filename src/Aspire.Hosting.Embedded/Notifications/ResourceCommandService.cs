using Aspire.Hosting.Embedded.Notifications;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Runs the commands of resources.</summary>
public class ResourceCommandService
{
    // Dashboards and clients before 9.4 call "start" "resource-start".
    private const string OldPrefix = "resource-";

    private readonly ResourceNotificationService _notifications;
    private readonly ResourceLoggerService _logs;
    private readonly IServiceProvider _services;

    internal ResourceCommandService(ResourceNotificationService notifications, ResourceLoggerService logs, IServiceProvider services)
    {
        _notifications = notifications;
        _logs = logs;
        _services = services;
    }

    /// <summary>Runs a command of one instance of a resource.</summary>
    /// <param name="resourceId">Id of the instance; the resource's name where there is one instance.</param>
    /// <param name="commandName">Name of the command, such as those of <see cref="KnownResourceCommands"/>.</param>
    /// <param name="cancellationToken">Given to the command.</param>
    /// <returns>Whether it succeeded; a resource or command that is not there is a failure, not an exception.</returns>
    public Task<ExecuteCommandResult> ExecuteCommandAsync(
        string resourceId, string commandName, CancellationToken cancellationToken = default) =>
        ExecuteCommandAsync(resourceId, commandName, new InteractionInputCollection([]), cancellationToken);

    /// <summary>Runs a command of one instance of a resource.</summary>
    /// <param name="resourceId">Id of the instance; the resource's name where there is one instance.</param>
    /// <param name="commandName">Name of the command, such as those of <see cref="KnownResourceCommands"/>.</param>
    /// <param name="arguments">The command's arguments.</param>
    /// <param name="cancellationToken">Given to the command.</param>
    /// <returns>Whether it succeeded; a resource or command that is not there is a failure, not an exception.</returns>
    public Task<ExecuteCommandResult> ExecuteCommandAsync(
        string resourceId, string commandName, InteractionInputCollection arguments, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resourceId);
        ArgumentNullException.ThrowIfNull(commandName);
        ArgumentNullException.ThrowIfNull(arguments);
        return _notifications.TryGetCurrentState(resourceId, out var current)
            ? ExecuteAsync(current.Resource, [current.ResourceId], commandName, arguments, cancellationToken)
            : Task.FromResult(CommandResults.Failure($"There is no resource '{resourceId}'."));
    }

    /// <summary>Runs a command of a resource, of each instance where there are several.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="commandName">Name of the command, such as those of <see cref="KnownResourceCommands"/>.</param>
    /// <param name="cancellationToken">Given to the command.</param>
    /// <returns>Whether it succeeded; a command that is not there is a failure, not an exception.</returns>
    public Task<ExecuteCommandResult> ExecuteCommandAsync(
        IResource resource, string commandName, CancellationToken cancellationToken = default) =>
        ExecuteCommandAsync(resource, commandName, new InteractionInputCollection([]), cancellationToken);

    /// <summary>Runs a command of a resource, of each instance where there are several.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="commandName">Name of the command, such as those of <see cref="KnownResourceCommands"/>.</param>
    /// <param name="arguments">The command's arguments.</param>
    /// <param name="cancellationToken">Given to the command.</param>
    /// <returns>Whether it succeeded; a command that is not there is a failure, not an exception.</returns>
    public Task<ExecuteCommandResult> ExecuteCommandAsync(
        IResource resource, string commandName, InteractionInputCollection arguments, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(commandName);
        ArgumentNullException.ThrowIfNull(arguments);
        return ExecuteAsync(resource, InstanceNamesAnnotation.NamesOf(resource), commandName, arguments, cancellationToken);
    }

    private async Task<ExecuteCommandResult> ExecuteAsync(
        IResource resource,
        IReadOnlyList<string> resourceIds,
        string commandName,
        InteractionInputCollection arguments,
        CancellationToken cancellationToken)
    {
        if (Find(resource, commandName) is not { } command)
        {
            var known = resource.Annotations.OfType<ResourceCommandAnnotation>().Select(annotation => annotation.Name).ToList();
            return CommandResults.Failure(
                $"Resource '{resource.Name}' has no command '{commandName}'. It has: {(known.Count == 0 ? "none" : string.Join(", ", known))}.");
        }

        if (await FindMistakeAsync(command, arguments, cancellationToken).ConfigureAwait(false) is { } mistake)
        {
            return CommandResults.Failure(mistake);
        }

        var results = await Task.WhenAll(resourceIds.Select(
            resourceId => ExecuteAsync(command, resourceId, arguments, cancellationToken))).ConfigureAwait(false);
        return Array.Find(results, result => !result.Success) ?? results[0];
    }

    private async Task<string?> FindMistakeAsync(
        ResourceCommandAnnotation command, InteractionInputCollection arguments, CancellationToken cancellationToken)
    {
        if (command.ValidateArguments is not { } validate)
        {
            return null;
        }

        // Those of a call before with the same arguments.
        foreach (var input in arguments)
        {
            input.ValidationErrors.Clear();
        }

        try
        {
            await validate(new InputsDialogValidationContext
            {
                Inputs = arguments,
                Services = _services,
                CancellationToken = cancellationToken,
            }).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // As what the command itself throws: an answer to whoever has called it.
            return exception.Message;
        }

        var mistakes = arguments.SelectMany(input => input.ValidationErrors.Select(error => $"{input.Name}: {error}")).ToList();
        return mistakes.Count == 0 ? null : string.Join(" ", mistakes);
    }

    private async Task<ExecuteCommandResult> ExecuteAsync(
        ResourceCommandAnnotation command, string resourceId, InteractionInputCollection arguments, CancellationToken cancellationToken)
    {
        var logger = _logs.GetLogger(resourceId);
        try
        {
            var result = await command.ExecuteCommand(new ExecuteCommandContext
            {
                Arguments = arguments,
                CancellationToken = cancellationToken,
                Logger = logger,
                ResourceName = resourceId,
                ServiceProvider = _services,
            }).ConfigureAwait(false);
            if (!result.Success && !result.Canceled)
            {
                logger.LogError("Command '{Command}' failed: {Message}", command.Name, result.Message);
            }

            return result;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return CommandResults.Canceled();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            logger.LogError("Command '{Command}' failed: {Message}", command.Name, exception.Message);
            return CommandResults.Failure(exception);
        }
    }

    private static ResourceCommandAnnotation? Find(IResource resource, string commandName)
    {
        var current = commandName.StartsWith(OldPrefix, StringComparison.Ordinal) ? commandName[OldPrefix.Length..] : commandName;
        ResourceCommandAnnotation? found = null;
        foreach (var annotation in resource.Annotations)
        {
            if (annotation is ResourceCommandAnnotation command && (command.Name == commandName || command.Name == current))
            {
                // The last one wins, as it does for every annotation.
                found = command;
            }
        }

        return found;
    }
}
