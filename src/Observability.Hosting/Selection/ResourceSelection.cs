using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Backends;
using Observability.Hosting.Model;
using Observability.Hosting.Validation;

namespace Observability.Hosting.Selection;

/// <summary>Takes out of a graph what is not to run, with every connection to it.</summary>
internal sealed class ResourceSelection(StackProfiles profiles, StackOptions options, bool isPublish)
{
    /// <summary>Removes what is not selected. A name that nobody knows is a problem and selects nothing.</summary>
    public void Apply(IResourceCollection resources)
    {
        options.KnownResources = [.. resources.Select(resource => resource.Name)];
        var all = resources.ToList();
        var selected = SelectProfile(all);
        selected = SelectOnly(all, selected);
        if (!isPublish)
        {
            selected.RemoveWhere(resource => resource.HasAnnotationOfType<ClusterOnlyAnnotation>());
        }

        // What belongs to a resource (its generated secrets) stays and goes with it.
        foreach (var resource in all.Where(resource => !selected.Contains(OwnerOf(resource))))
        {
            resources.Remove(resource);
        }

        foreach (var resource in resources)
        {
            Disconnect(resource, selected);
        }
    }

    private HashSet<IResource> SelectProfile(List<IResource> all)
    {
        var known = profiles.Profiles;
        var wanted = options.Profile ?? (isPublish || known.Count == 0 ? StackProfiles.All : known[0].Name);
        if (wanted != StackProfiles.All && !known.Any(profile => profile.Name == wanted))
        {
            options.Problems.Add(new Problem(
                "stack",
                "Stack:Profile",
                $"'{wanted}' is not a profile",
                $"Use one of: {string.Join(", ", known.Select(profile => profile.Name).Append(StackProfiles.All))}."));
            wanted = StackProfiles.All;
        }

        if (wanted == StackProfiles.All)
        {
            return [.. all];
        }

        // Resources that no profile lists, such as parameters, are everybody's.
        var listed = known.SelectMany(profile => profile.Members).ToHashSet();
        var members = known.First(profile => profile.Name == wanted).Members;
        return [.. all.Where(resource => members.Contains(resource) || !listed.Contains(resource))];
    }

    private HashSet<IResource> SelectOnly(List<IResource> all, HashSet<IResource> selected)
    {
        if (options.Only.Count == 0)
        {
            return selected;
        }

        var roots = new List<IResource>();
        foreach (var name in options.Only)
        {
            if (selected.FirstOrDefault(resource => string.Equals(resource.Name, name, StringComparison.OrdinalIgnoreCase)) is { } found)
            {
                roots.Add(found);
                continue;
            }

            var elsewhere = all.Exists(resource => string.Equals(resource.Name, name, StringComparison.OrdinalIgnoreCase));
            options.Problems.Add(new Problem(
                "stack",
                "--only",
                elsewhere ? $"'{name}' is not in the chosen profile" : $"the graph has no resource '{name}'",
                elsewhere
                    ? $"Add --Stack:Profile={StackProfiles.All}."
                    : $"Use some of: {string.Join(", ", selected.Where(IsServer).Select(resource => resource.Name).Order(StringComparer.Ordinal))}."));
        }

        var closed = new HashSet<IResource>();
        while (roots.Count > 0)
        {
            var resource = roots[^1];
            roots.RemoveAt(roots.Count - 1);
            if (selected.Contains(resource) && closed.Add(resource))
            {
                roots.AddRange(NeedsOf(resource));
            }
        }

        // A parameter of the AppHost's author belongs to nobody: it stays.
        closed.UnionWith(selected.Where(resource => !IsServer(resource) && OwnerOf(resource) == resource));
        return closed;
    }

    private static bool IsServer(IResource resource) => resource is not ParameterResource;

    private static IEnumerable<IResource> NeedsOf(IResource resource)
    {
        foreach (var annotation in resource.Annotations)
        {
            if (annotation is EdgeAnnotation { Edge: var edge } && edge.Kind.NeedsTarget())
            {
                yield return edge.To.Resource;
            }
            else if (annotation is WaitAnnotation wait)
            {
                yield return wait.Resource;
            }
        }
    }

    private static IResource OwnerOf(IResource resource) =>
        resource.TryGetLastAnnotation<OwnerAnnotation>(out var annotation) ? annotation.Owner : resource;

    private static void Disconnect(IResource resource, HashSet<IResource> selected)
    {
        foreach (var annotation in resource.Annotations.Where(annotation => ConnectsTo(annotation) is { } other && !selected.Contains(OwnerOf(other))).ToList())
        {
            resource.Annotations.Remove(annotation);
        }
    }

    private static IResource? ConnectsTo(IResourceAnnotation annotation) => annotation switch
    {
        EdgeAnnotation { Edge.To.Resource: var other } => other,
        WaitAnnotation { Resource: var other } => other,
        ResourceRelationshipAnnotation { Resource: var other } => other,
        ConfigFileAnnotation { About: { } other } => other,
        RouteAnnotation { Route.Gateway.Resource: var other } => other,
        _ => null,
    };
}
