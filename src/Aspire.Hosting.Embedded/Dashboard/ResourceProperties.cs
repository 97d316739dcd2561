using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Dashboard.Protocol;
using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;

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
    public const string ContainerArguments = "container.args";
    public const string ExecutableArguments = "executable.args";
    public const string ParameterValue = "Value";

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

        foreach (var property in named)
        {
            target.Add(new ResourceProperty
            {
                Name = property.Name,
                Value = PropertyValue.From(property.Value),
                IsSensitive = property.IsSensitive || IsAlwaysSensitive(resourceEvent.Resource, property.Name),
            });
        }

        void AddCommon(string name, object? value)
        {
            // What the snapshot names itself wins; two properties of one name end the dashboard's stream.
            if (value is not null && !named.Any(property => property.Name == name))
            {
                target.Add(new ResourceProperty { Name = name, Value = value as Value ?? PropertyValue.From(value) });
            }
        }
    }

    // A secret is hidden even where whoever wrote the snapshot forgot to say so.
    private static bool IsAlwaysSensitive(IResource resource, string property) => property switch
    {
        ParameterValue => resource is ParameterResource { Secret: true },
        ConnectionString or ContainerArguments or ExecutableArguments => true,
        _ => false,
    };
}
