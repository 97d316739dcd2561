using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Observability.Hosting.Backends;
using Observability.Hosting.Model;

namespace Observability.Hosting.Console;

/// <summary>The latest state of every resource that a person cares about; parameters and hidden ones are left out.</summary>
internal sealed class ResourceBoard
{
    private static readonly Readiness[] s_fromWorst =
        [Readiness.Failed, Readiness.Pending, Readiness.Stopped, Readiness.NotStarted, Readiness.Ready];

    private readonly List<IResource> _resources;

    // The newest event of each instance, by the resource's name and the instance's.
    private readonly Dictionary<string, SortedDictionary<string, ResourceEvent>> _instances = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _stopping = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Makes a board for a model.</summary>
    public ResourceBoard(IEnumerable<IResource> resources) =>
        _resources = [.. resources.Where(resource => resource is not ParameterResource)];

    /// <summary>The rows in the order of the model.</summary>
    public IReadOnlyList<BoardRow> Rows => [.. _resources.Where(IsShown).Select(CreateRow)];

    /// <summary>True when everything that can run is healthy.</summary>
    public bool IsReady => Rows.All(row => row.Readiness is Readiness.Ready or Readiness.NotStarted);

    /// <summary>Takes a change; true when it changed what a person sees.</summary>
    public bool Update(ResourceEvent change)
    {
        var before = Find(change.Resource.Name);
        if (!_instances.TryGetValue(change.Resource.Name, out var instances))
        {
            _instances[change.Resource.Name] = instances = new(StringComparer.OrdinalIgnoreCase);
        }

        // Aspire's own host tells of a resource by its name until the instances have theirs.
        if (!string.Equals(change.ResourceId, change.Resource.Name, StringComparison.OrdinalIgnoreCase))
        {
            instances.Remove(change.Resource.Name);
        }

        instances[change.ResourceId] = change;
        NoteStop(change.ResourceId, change.Snapshot.State?.Text);
        return before != Find(change.Resource.Name);
    }

    /// <summary>The row of a resource, or null when it is not shown.</summary>
    public BoardRow? Find(string name) =>
        _resources.Where(resource => IsShown(resource) && string.Equals(resource.Name, name, StringComparison.OrdinalIgnoreCase))
            .Select(CreateRow)
            .FirstOrDefault();

    /// <summary>The newest event of the instance that a resource's row shows, or null before its first.</summary>
    public ResourceEvent? FindWorst(string name) =>
        _resources.Find(resource => string.Equals(resource.Name, name, StringComparison.OrdinalIgnoreCase)) is { } found
            ? JudgeAll(found).Worst
            : null;

    /// <summary>What passes through Stopping was stopped on purpose: its end is no failure.</summary>
    private void NoteStop(string id, string? state)
    {
        if (state == KnownResourceStates.Stopping)
        {
            _stopping.Add(id);
        }
        else if (state is null || !KnownResourceStates.TerminalStates.Contains(state))
        {
            _stopping.Remove(id);
        }
    }

    private bool IsShown(IResource resource) => JudgeAll(resource).Worst is not { Snapshot.IsHidden: true };

    private BoardRow CreateRow(IResource resource)
    {
        var (state, readiness, worst) = JudgeAll(resource);
        var snapshot = worst?.Snapshot;
        // Nobody answers at the address of what is not started.
        var url = readiness == Readiness.NotStarted ? null : snapshot?.Urls.FirstOrDefault(candidate => !candidate.IsInternal)?.Url;
        return new BoardRow(resource.Name, state, DescribeBackend(resource), url ?? string.Empty, readiness);
    }

    // Replicas are as ready as the one that is furthest from it.
    private (string State, Readiness Readiness, ResourceEvent? Worst) JudgeAll(IResource resource)
    {
        var replicas = resource.Annotations.OfType<ReplicaAnnotation>().LastOrDefault()?.Replicas ?? 1;
        IEnumerable<ResourceEvent?> known = _instances.TryGetValue(resource.Name, out var instances) ? instances.Values : [];
        IEnumerable<ResourceEvent?> all = instances is null || instances.Count < replicas ? known.Append(null) : known;
        return all.Select(JudgeOne).MinBy(judged => Array.IndexOf(s_fromWorst, judged.Readiness));

        (string State, Readiness Readiness, ResourceEvent? Instance) JudgeOne(ResourceEvent? instance)
        {
            var wasStopped = instance is not null && _stopping.Contains(instance.ResourceId);
            var (state, readiness) = Judge(resource, instance?.Snapshot, wasStopped);
            return (state, readiness, instance);
        }
    }

    private static (string State, Readiness Readiness) Judge(
        IResource resource, CustomResourceSnapshot? snapshot, bool wasStopped)
    {
        var state = snapshot?.State?.Text;
        if (state != KnownResourceStates.Running && resource.Annotations.OfType<NotStartedAnnotation>().LastOrDefault() is { } notStarted)
        {
            return ($"not started: {notStarted.Cause.Reason}", Readiness.NotStarted);
        }

        if (state == KnownResourceStates.RuntimeUnhealthy)
        {
            return ("not started: no container engine", Readiness.NotStarted);
        }

        if (state is not null && KnownResourceStates.TerminalStates.Contains(state))
        {
            if (wasStopped)
            {
                return ("stopped", Readiness.Stopped);
            }

            return (snapshot!.ExitCode is { } code ? $"{state} (exit code {code})" : state, Readiness.Failed);
        }

        if (state == KnownResourceStates.NotStarted && resource.HasAnnotationOfType<ExplicitStartupAnnotation>())
        {
            return ("not started: start it from the dashboard", Readiness.NotStarted);
        }

        if (state != KnownResourceStates.Running)
        {
            return (state ?? "pending", Readiness.Pending);
        }

        return snapshot!.HealthStatus == HealthStatus.Healthy
            ? ("healthy", Readiness.Ready)
            : ("running, not healthy yet", Readiness.Pending);
    }

    private static string DescribeBackend(IResource resource)
    {
        var backend = resource.Annotations.OfType<BackendAnnotation>().LastOrDefault()?.Backend;
        return (backend, resource) switch
        {
            (not null, _) => BackendDisplay.Describe(backend),
            (null, ContainerResource) => "container",
            (null, ProjectResource) => "project",
            (null, ExecutableResource) => "process",
            _ => string.Empty,
        };
    }
}
