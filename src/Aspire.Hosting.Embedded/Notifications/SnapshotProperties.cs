using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Embedded.Notifications;

/// <summary>Names of the properties that the dashboard knows, and how to set one.</summary>
internal static class SnapshotProperties
{
    public const string ContainerImage = "container.image";
    public const string ExecutablePath = "executable.path";
    public const string ExecutableWorkDir = "executable.workDir";
    public const string ProjectPath = "project.path";
    public const string ParentName = "resource.parentName";
    public const string WaitingFor = "resource.waitingFor";

    /// <summary>The value of a parameter, in the dashboard's Parameters tab.</summary>
    public const string Value = "Value";

    /// <summary>Sets a property in place, or adds it at the end.</summary>
    public static ImmutableArray<ResourcePropertySnapshot> Set(
        this ImmutableArray<ResourcePropertySnapshot> properties, string name, object? value, bool isSensitive = false)
    {
        var property = new ResourcePropertySnapshot(name, value) { IsSensitive = isSensitive };
        for (var index = 0; index < properties.Length; index++)
        {
            if (properties[index].Name == name)
            {
                return properties.SetItem(index, property);
            }
        }

        return properties.Add(property);
    }

    public static ImmutableArray<ResourcePropertySnapshot> Without(this ImmutableArray<ResourcePropertySnapshot> properties, string name) =>
        properties.RemoveAll(property => property.Name == name);
}
