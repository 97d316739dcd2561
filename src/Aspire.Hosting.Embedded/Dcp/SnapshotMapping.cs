using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Dcp.Model;
using Aspire.Hosting.Embedded.Notifications;

namespace Aspire.Hosting.Embedded.Dcp;

/// <summary>Turns DCP's view of a process or container into the snapshot that the dashboard shows.</summary>
internal static class SnapshotMapping
{
    /// <summary>Property that says why the resource does not run.</summary>
    public const string Problem = "resource.problem";

    private const string ExecutablePid = "executable.pid";
    private const string ExecutableArguments = "executable.args";
    private const string ContainerId = "container.id";
    private const string ContainerCommand = "container.command";
    private const string ContainerArguments = "container.args";
    private const string ContainerPorts = "container.ports";
    private const string ContainerLifetimeName = "container.lifetime";
    private const string AppArguments = "resource.appArgs";
    private const string AppArgumentsSensitivity = "resource.appArgsSensitivity";

    // DCP's exit code where a signal, or DCP itself, ended the process.
    private const int NoExitCode = -1;

    /// <summary>What is known when a process is about to be created.</summary>
    public static CustomResourceSnapshot Starting(CustomResourceSnapshot snapshot, DcpExecutable executable, StartConfiguration start)
    {
        var properties = snapshot.Properties
            .Set(SnapshotProperties.ExecutablePath, executable.Spec.ExecutablePath)
            .Set(SnapshotProperties.ExecutableWorkDir, executable.Spec.WorkingDirectory);
        return Restarted(snapshot with
        {
            Properties = WithArguments(properties, start),
            EnvironmentVariables = FromModel(start),
        });
    }

    /// <summary>What is known when a container is about to be created.</summary>
    public static CustomResourceSnapshot Starting(CustomResourceSnapshot snapshot, DcpContainer container, StartConfiguration start)
    {
        var spec = container.Spec;
        var properties = snapshot.Properties
            .Set(SnapshotProperties.ContainerImage, spec.Image ?? spec.Build?.Tags?[0])
            .Set(ContainerCommand, spec.Command)
            .Set(ContainerPorts, spec.Ports?.Select(static port => port.ContainerPort).ToArray())
            .Set(ContainerLifetimeName, spec.Mode == DcpContainerSpec.Persistent ? nameof(ContainerLifetime.Persistent) : nameof(ContainerLifetime.Session));
        return Restarted(snapshot with
        {
            Properties = WithArguments(properties, start),
            EnvironmentVariables = FromModel(start),
            Volumes = spec.VolumeMounts is { } mounts
                ? [.. mounts.Select(static mount => new VolumeSnapshot(mount.Source, mount.Target, mount.Type, mount.ReadOnly))]
                : [],
        });
    }

    /// <summary>The snapshot after a change of a process.</summary>
    public static CustomResourceSnapshot Apply(
        CustomResourceSnapshot snapshot, DcpExecutableStatus status, StartConfiguration start, bool wasStopped)
    {
        var properties = snapshot.Properties;
        if (status.Pid is { } pid)
        {
            properties = properties.Set(ExecutablePid, pid);
        }

        if (status.EffectiveArgs is { } arguments)
        {
            properties = properties.Set(ExecutableArguments, arguments, start.ArgumentsAreSensitive.Contains(true));
        }

        return snapshot with
        {
            State = State(status.State, snapshot.State),
            StartTimeStamp = status.StartupTimestamp ?? snapshot.StartTimeStamp,
            StopTimeStamp = status.FinishTimestamp ?? snapshot.StopTimeStamp,
            ExitCode = ExitCode(status.ExitCode, wasStopped),
            Properties = properties,
            EnvironmentVariables = Effective(status.EffectiveEnv, start) ?? snapshot.EnvironmentVariables,
        };
    }

    /// <summary>The snapshot after a change of a container.</summary>
    public static CustomResourceSnapshot Apply(
        CustomResourceSnapshot snapshot, DcpContainerStatus status, StartConfiguration start, bool wasStopped)
    {
        var properties = snapshot.Properties;
        if (status.ContainerId is { Length: > 0 } id)
        {
            properties = properties.Set(ContainerId, id);
        }

        if (status.EffectiveArgs is { } arguments)
        {
            properties = properties.Set(ContainerArguments, arguments, start.ArgumentsAreSensitive.Contains(true));
        }

        return snapshot with
        {
            State = State(status.State, snapshot.State),
            StartTimeStamp = status.StartupTimestamp ?? snapshot.StartTimeStamp,
            StopTimeStamp = status.FinishTimestamp ?? snapshot.StopTimeStamp,
            ExitCode = status.ExitCode == NoExitCode ? null : ExitCode(status.ExitCode, wasStopped),
            Properties = properties,
            EnvironmentVariables = Effective(status.EffectiveEnv, start) ?? snapshot.EnvironmentVariables,
        };
    }

    /// <summary>DCP's states are those of the dashboard but for two, which nobody who waits for an end would recognise.</summary>
    public static string? StateText(string? state) => state switch
    {
        null or "" or "Unknown" or "Pending" => null,
        "Terminated" => KnownResourceStates.Finished,
        "NotFound" => KnownResourceStates.Exited,
        _ => state,
    };

    // A new run has none of what the last one left.
    private static CustomResourceSnapshot Restarted(CustomResourceSnapshot snapshot) => snapshot with
    {
        State = new ResourceStateSnapshot(KnownResourceStates.Starting, Style: null),
        ExitCode = null,
        StartTimeStamp = null,
        StopTimeStamp = null,
        Properties = snapshot.Properties.Without(Problem),
    };

    private static ResourceStateSnapshot? State(string? state, ResourceStateSnapshot? current)
    {
        if (StateText(state) is not { } text)
        {
            return current;
        }

        var failed = text == KnownResourceStates.FailedToStart || text == KnownResourceStates.RuntimeUnhealthy;
        return new ResourceStateSnapshot(text, failed ? KnownResourceStateStyles.Error : null);
    }

    // The code of a process that was told to stop says nothing; that of one that something else killed does.
    private static int? ExitCode(int? exitCode, bool wasStopped) => exitCode == NoExitCode && wasStopped ? null : exitCode;

    private static ImmutableArray<ResourcePropertySnapshot> WithArguments(ImmutableArray<ResourcePropertySnapshot> properties, StartConfiguration start) =>
        properties
            .Set(AppArguments, start.Arguments, start.ArgumentsAreSensitive.Contains(true))
            .Set(AppArgumentsSensitivity, start.ArgumentsAreSensitive.Select(static isSensitive => isSensitive ? 1 : 0).ToArray());

    private static ImmutableArray<EnvironmentVariableSnapshot> FromModel(StartConfiguration start) =>
        [.. start.Environment.Select(static variable => new EnvironmentVariableSnapshot(variable.Key, variable.Value, IsFromSpec: true))];

    private static ImmutableArray<EnvironmentVariableSnapshot>? Effective(IReadOnlyList<DcpNameValue>? variables, StartConfiguration start) =>
        variables is null ? null : [.. variables.Select(variable =>
            new EnvironmentVariableSnapshot(variable.Name, variable.Value, start.Environment.ContainsKey(variable.Name)))];
}
