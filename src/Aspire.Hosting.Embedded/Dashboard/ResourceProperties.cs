using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Dashboard.Protocol;
using Aspire.Hosting.Embedded.Notifications;
using Google.Protobuf.Collections;

namespace Aspire.Hosting.Embedded.Dashboard;

/// <summary>
/// The properties of a resource as the dashboard's details pane lists them: the common ones, which follow from the
/// snapshot, and those that the snapshot names itself. The names are those the dashboard gives special treatment.
/// </summary>
internal static class ResourceProperties
{
    public const string Uid = "resource.uid";
    public const string Name = "resource.name";
    public const string Type = "resource.type";
    public const string DisplayName = "resource.displayName";
    public const string State = "resource.state";
    public const string ExitCode = "resource.exitCode";
    public const string CreateTime = "resource.createTime";
    public const string StartTime = "resource.startTime";
    public const string StopTime = "resource.stopTime";
    public const string HealthState = "resource.healthState";
    public const string ConnectionString = "resource.connectionString";

    private static readonly string[] s_knownPrefixes = ["resource.", "container.", "executable.", "project.", "terminal."];

    /// <summary>Adds all properties of one instance.</summary>
    public static void Add(RepeatedField<ResourceProperty> target, ResourceEvent resourceEvent)
    {
        var snapshot = resourceEvent.Snapshot;
        var named = snapshot.Properties.IsDefault ? [] : snapshot.Properties;

        AddCommon(Uid, resourceEvent.ResourceId);
        AddCommon(Name, resourceEvent.ResourceId);
        AddCommon(Type, snapshot.ResourceType);
        AddCommon(DisplayName, resourceEvent.Resource.Name);
        AddCommon(State, snapshot.State?.Text);
        AddCommon(ExitCode, snapshot.ExitCode?.ToString(CultureInfo.InvariantCulture));
        AddCommon(CreateTime, snapshot.CreationTimeStamp);
        AddCommon(StartTime, snapshot.StartTimeStamp);
        AddCommon(StopTime, snapshot.StopTimeStamp);
        AddCommon(HealthState, snapshot.HealthStatus?.ToString());

        // The dashboard warns of two properties of one name; the later one is what was meant.
        foreach (var property in named.Reverse().DistinctBy(static property => property.Name).Reverse())
        {
            if (property.Value is null)
            {
                continue;
            }

            target.Add(new ResourceProperty
            {
                Name = property.Name,
                Value = PropertyValue.From(ValueOf(property, resourceEvent.Resource)),
                IsSensitive = property.IsSensitive || IsAlwaysSensitive(resourceEvent.Resource, property.Name),
                IsHighlighted = !IsKnownToDashboard(property.Name),
            });
        }

        void AddCommon(string name, object? value)
        {
            // What the snapshot names itself wins.
            if (value is not null && !named.Any(property => property.Name == name))
            {
                target.Add(new ResourceProperty { Name = name, Value = PropertyValue.From(value) });
            }
        }
    }

    // The dashboard nests a resource by the instance name of its parent, which the model does not know.
    private static object? ValueOf(ResourcePropertySnapshot property, IResource resource) =>
        property.Name == SnapshotProperties.ParentName
            && resource is IResourceWithParent { Parent: var parent }
            && parent.Name.Equals(property.Value)
            ? InstanceNamesAnnotation.NamesOf(parent)[0]
            : property.Value;

    // A property of the user's own is worth seeing, and only a highlighted one is listed without a click. One that the
    // dashboard knows must not be highlighted: it would lose its readable name.
    private static bool IsKnownToDashboard(string property) =>
        property == SnapshotProperties.Value || Array.Exists(s_knownPrefixes, prefix => property.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>
    /// Whether a property is a secret even where whoever wrote the snapshot forgot to say so. (Arguments are left as they come: who
    /// composes them knows whether one is a secret.)
    /// </summary>
    public static bool IsAlwaysSensitive(IResource resource, string property) => property switch
    {
        SnapshotProperties.Value => resource is ParameterResource { Secret: true },
        ConnectionString => true,
        _ => false,
    };
}
