using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Embedded.Notifications;

/// <summary>What can be said of a resource before anything of it has started.</summary>
internal static class InitialSnapshots
{
    private const string ResourceSuffix = "Resource";
    private const string ParentRelationship = "Parent";

    /// <summary>The snapshot the model asks for, or one made from the resource's type and annotations.</summary>
    public static CustomResourceSnapshot Create(IResource resource) =>
        resource.TryGetLastAnnotation<ResourceSnapshotAnnotation>(out var annotation)
            ? annotation.InitialSnapshot
            : new CustomResourceSnapshot { ResourceType = TypeOf(resource), Properties = PropertiesOf(resource) };

    /// <summary>Adds to a first snapshot what every resource has: a creation time, relationships, a state and its health checks.</summary>
    public static CustomResourceSnapshot Complete(IResource resource, CustomResourceSnapshot snapshot, DateTime now) =>
        SnapshotDecoration.WithChecksNotRunYet(resource, snapshot with
        {
            CreationTimeStamp = snapshot.CreationTimeStamp ?? now,
            Relationships = [.. Relationships(resource, snapshot)],
            State = snapshot.State ?? StateOf(resource),
        });

    /// <summary>True for what a runner runs; every other resource drives itself.</summary>
    public static bool IsRunnable(IResource resource) =>
        resource is ExecutableResource or ProjectResource || resource.IsContainer();

    private static string TypeOf(IResource resource) => resource switch
    {
        // A container is recognised by its image, whatever its type, as Aspire does.
        _ when resource.IsContainer() => "Container",
        ProjectResource => "Project",
        ExecutableResource => "Executable",
        ParameterResource => "Parameter",
        ConnectionStringResource => "ConnectionString",
        ExternalServiceResource => "ExternalService",
        _ => WithoutSuffix(resource.GetType().Name),
    };

    private static string WithoutSuffix(string typeName) =>
        typeName.Length > ResourceSuffix.Length && typeName.EndsWith(ResourceSuffix, StringComparison.Ordinal)
            ? typeName[..^ResourceSuffix.Length]
            : typeName;

    private static ResourceStateSnapshot? StateOf(IResource resource)
    {
        if (!IsRunnable(resource))
        {
            return null;
        }

        return resource.HasAnnotationOfType<ExplicitStartupAnnotation>()
            ? new ResourceStateSnapshot(KnownResourceStates.NotStarted, Style: null)
            : new ResourceStateSnapshot(KnownResourceStates.Starting, Style: null);
    }

    private static ImmutableArray<ResourcePropertySnapshot> PropertiesOf(IResource resource)
    {
        var properties = ImmutableArray.CreateBuilder<ResourcePropertySnapshot>();
        if (resource.TryGetContainerImageName(out var image))
        {
            properties.Add(new(SnapshotProperties.ContainerImage, image));
        }
        else if (resource is ProjectResource && resource.TryGetLastAnnotation<IProjectMetadata>(out var project))
        {
            properties.Add(new(SnapshotProperties.ProjectPath, project.ProjectPath));
        }
        else if (resource is ExecutableResource executable)
        {
            properties.Add(new(SnapshotProperties.ExecutablePath, executable.Command));
            properties.Add(new(SnapshotProperties.ExecutableWorkDir, executable.WorkingDirectory));
        }

        if (resource is IResourceWithParent { Parent: var parent })
        {
            properties.Add(new(SnapshotProperties.ParentName, parent.Name));
        }

        return properties.ToImmutable();
    }

    private static IEnumerable<RelationshipSnapshot> Relationships(IResource resource, CustomResourceSnapshot snapshot)
    {
        IEnumerable<RelationshipSnapshot> given = snapshot.Relationships.IsDefault ? [] : snapshot.Relationships;
        IEnumerable<RelationshipSnapshot> parent = resource is IResourceWithParent child
            ? [new(child.Parent.Name, ParentRelationship)]
            : [];
        return given.Concat(parent)
            .Concat(resource.Annotations.OfType<ResourceRelationshipAnnotation>()
                .Select(relationship => new RelationshipSnapshot(relationship.Resource.Name, relationship.Type)))
            .Distinct();
    }
}
