using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Verbs;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Embedded.Notifications;

/// <summary>The parts of a snapshot that follow from the model and from the rest of the snapshot.</summary>
internal static class SnapshotDecoration
{
    /// <summary>Completes a snapshot that somebody is about to publish.</summary>
    public static CustomResourceSnapshot Complete(
        IResource resource, CustomResourceSnapshot? previous, CustomResourceSnapshot next, IServiceProvider services)
    {
        if (IsRunning(next) && !IsRunning(previous))
        {
            // What was found in an earlier run says nothing about this one.
            next = WithLinks(WithChecksNotRunYet(resource, next), areActive: true);
        }
        else if (IsRunning(previous) && !IsRunning(next))
        {
            next = WithLinks(next, areActive: false);
        }

        if (!next.IsHidden && resource.HasAnnotationOfType<HiddenAnnotation>())
        {
            next = next with { IsHidden = true };
        }

        if (next.IconName is null && resource.TryGetLastAnnotation<ResourceIconAnnotation>(out var icon))
        {
            next = next with { IconName = icon.IconName, IconVariant = icon.IconVariant };
        }

        return WithCommands(resource, next, services);
    }

    /// <summary>Lists the resource's health checks without a result, which counts as unhealthy.</summary>
    public static CustomResourceSnapshot WithChecksNotRunYet(IResource resource, CustomResourceSnapshot snapshot)
    {
        var keys = HealthCheckKeys(resource);
        return keys.Length == 0
            ? snapshot
            : snapshot.WithHealthReports([.. keys.Select(key => new HealthReportSnapshot(key, Status: null, Description: null, ExceptionText: null))]);
    }

    /// <summary>Keys of the checks that decide on the resource's health: its own and those of the resources it lives in.</summary>
    public static ImmutableArray<string> HealthCheckKeys(IResource resource)
    {
        ImmutableArray<string>.Builder? keys = null;
        for (IResource? current = resource; current is not null; current = (current as IResourceWithParent)?.Parent)
        {
            foreach (var annotation in current.Annotations)
            {
                if (annotation is HealthCheckAnnotation check && keys?.Contains(check.Key) != true)
                {
                    (keys ??= ImmutableArray.CreateBuilder<string>()).Add(check.Key);
                }
            }
        }

        return keys?.ToImmutable() ?? [];
    }

    public static bool IsRunning(CustomResourceSnapshot? snapshot) => snapshot?.State?.Text == KnownResourceStates.Running;

    public static bool IsHealthy(CustomResourceSnapshot snapshot) => snapshot.HealthStatus == HealthStatus.Healthy;

    public static bool IsTerminal(CustomResourceSnapshot? snapshot) =>
        snapshot?.State?.Text is { } state && KnownResourceStates.TerminalStates.Contains(state);

    // A link is worth a click while its resource runs.
    private static CustomResourceSnapshot WithLinks(CustomResourceSnapshot snapshot, bool areActive) =>
        snapshot.Urls.All(url => url.IsInactive != areActive)
            ? snapshot
            : snapshot with { Urls = [.. snapshot.Urls.Select(url => url with { IsInactive = !areActive })] };

    private static CustomResourceSnapshot WithCommands(IResource resource, CustomResourceSnapshot snapshot, IServiceProvider services)
    {
        ImmutableArray<ResourceCommandSnapshot>.Builder? commands = null;
        UpdateCommandStateContext? context = null;
        foreach (var annotation in resource.Annotations)
        {
            if (annotation is ResourceCommandAnnotation command)
            {
                context ??= new UpdateCommandStateContext { ResourceSnapshot = snapshot, ServiceProvider = services };
                (commands ??= ImmutableArray.CreateBuilder<ResourceCommandSnapshot>()).Add(Describe(command, StateOf(command, context)));
            }
        }

        return commands is null ? snapshot : snapshot with { Commands = commands.ToImmutable() };
    }

    // A callback that fails must not hold up the resource it decorates.
    private static ResourceCommandState StateOf(ResourceCommandAnnotation command, UpdateCommandStateContext context)
    {
        try
        {
            return command.UpdateState(context);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return ResourceCommandState.Disabled;
        }
    }

    // The member "Parameter" is obsolete; the record still has a place for it.
    private static ResourceCommandSnapshot Describe(ResourceCommandAnnotation command, ResourceCommandState state) => new(
        command.Name,
        state,
        command.DisplayName,
        command.DisplayDescription,
        Parameter: null,
        command.ConfirmationMessage,
        command.IconName,
        command.IconVariant,
        command.IsHighlighted)
    {
        Arguments = command.Arguments,
        Visibility = command.Visibility,
    };
}
