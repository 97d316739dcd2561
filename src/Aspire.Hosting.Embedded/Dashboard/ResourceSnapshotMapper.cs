using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Dashboard.Protocol;
using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using ModelCommandState = Aspire.Hosting.ApplicationModel.ResourceCommandState;
using ModelIconVariant = Aspire.Hosting.ApplicationModel.IconVariant;
using ProtocolCommandState = Aspire.Hosting.Embedded.Dashboard.Protocol.ResourceCommandState;
using ProtocolHealth = Aspire.Hosting.Embedded.Dashboard.Protocol.HealthStatus;
using ProtocolIconVariant = Aspire.Hosting.Embedded.Dashboard.Protocol.IconVariant;
using ProtocolResource = Aspire.Hosting.Embedded.Dashboard.Protocol.Resource;

namespace Aspire.Hosting.Embedded.Dashboard;

/// <summary>Turns a resource's snapshot into the message that the dashboard shows. Pure.</summary>
internal static class ResourceSnapshotMapper
{
    /// <summary>Maps one instance of a resource.</summary>
    /// <param name="resourceEvent">The instance and its snapshot.</param>
    /// <param name="createdAtFallback">
    /// Creation time of a snapshot that has none: the dashboard fails on a resource without one.
    /// </param>
    public static ProtocolResource Map(ResourceEvent resourceEvent, DateTime createdAtFallback)
    {
        var snapshot = resourceEvent.Snapshot;
        var message = new ProtocolResource
        {
            Name = resourceEvent.ResourceId,
            Uid = resourceEvent.ResourceId,
            DisplayName = resourceEvent.Resource.Name,
            ResourceType = snapshot.ResourceType,
            CreatedAt = ToTimestamp(snapshot.CreationTimeStamp ?? createdAtFallback),
            StartedAt = ToTimestamp(snapshot.StartTimeStamp),
            StoppedAt = ToTimestamp(snapshot.StopTimeStamp),
            IsHidden = snapshot.IsHidden || snapshot.State?.Text == "Hidden",
            SupportsDetailedTelemetry = resourceEvent.Resource.Annotations.OfType<OtlpExporterAnnotation>().Any(),
        };

        // Setting an optional string to null throws in generated code; absent is left unset.
        if (snapshot.State?.Text is { } state)
        {
            message.State = state;
        }

        if (snapshot.State?.Style is { } style)
        {
            message.StateStyle = style;
        }

        if (snapshot.IconName is { } icon)
        {
            message.IconName = icon;
            message.IconVariant = (ProtocolIconVariant)(snapshot.IconVariant ?? ModelIconVariant.Filled);
        }

        ResourceProperties.Add(message.Properties, resourceEvent);
        Fill(message.Environment, snapshot.EnvironmentVariables, ToEnvironmentVariable);
        Fill(message.Urls, snapshot.Urls, ToUrl);
        Fill(message.Volumes, snapshot.Volumes, ToVolume);
        Fill(message.HealthReports, snapshot.HealthReports, ToHealthReport);
        Fill(message.Relationships, snapshot.Relationships, static r =>
            new ResourceRelationship { ResourceName = r.ResourceName, Type = r.Type });
        Fill(message.Commands, snapshot.Commands, ToCommand);
        return message;
    }

    private static void Fill<TSource, TMessage>(
        RepeatedField<TMessage> target, ImmutableArray<TSource> source, Func<TSource, TMessage?> map)
        where TMessage : class
    {
        if (source.IsDefaultOrEmpty)
        {
            return;
        }

        target.Capacity = source.Length;
        foreach (var item in source)
        {
            if (map(item) is { } message)
            {
                target.Add(message);
            }
        }
    }

    private static Protocol.EnvironmentVariable ToEnvironmentVariable(EnvironmentVariableSnapshot variable)
    {
        var message = new Protocol.EnvironmentVariable { Name = variable.Name, IsFromSpec = variable.IsFromSpec };
        if (variable.Value is { } value)
        {
            message.Value = value;
        }

        return message;
    }

    private static Url ToUrl(UrlSnapshot url)
    {
        var message = new Url
        {
            FullUrl = url.Url,
            IsInternal = url.IsInternal,
            IsInactive = url.IsInactive,
            // Never left out: the browser's script fails on a URL without display properties.
            DisplayProperties = new UrlDisplayProperties
            {
                SortOrder = url.DisplayProperties?.SortOrder ?? 0,
                DisplayName = url.DisplayProperties?.DisplayName ?? "",
            },
        };
        if (url.Name is { } name)
        {
            message.EndpointName = name;
        }

        return message;
    }

    private static Volume ToVolume(VolumeSnapshot volume) => new()
    {
        Source = volume.Source ?? "",
        Target = volume.Target,
        MountType = volume.MountType,
        IsReadOnly = volume.IsReadOnly,
    };

    private static HealthReport ToHealthReport(HealthReportSnapshot report)
    {
        var message = new HealthReport
        {
            Key = report.Name,
            Description = report.Description ?? "",
            Exception = report.ExceptionText ?? "",
            LastRunAt = ToTimestamp(report.LastRunAt),
        };

        // No status means that the check has not run yet, which the dashboard shows as such.
        if (report.Status is { } status)
        {
            message.Status = status switch
            {
                Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy => ProtocolHealth.Healthy,
                Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Degraded => ProtocolHealth.Degraded,
                _ => ProtocolHealth.Unhealthy,
            };
        }

        return message;
    }

    private static ResourceCommand? ToCommand(ResourceCommandSnapshot command)
    {
        if (!command.Visibility.HasFlag(ResourceCommandVisibility.UI))
        {
            return null;
        }

        var message = new ResourceCommand
        {
            Name = command.Name,
            DisplayName = command.DisplayName,
            IsHighlighted = command.IsHighlighted,
            State = command.State switch
            {
                ModelCommandState.Enabled => ProtocolCommandState.Enabled,
                ModelCommandState.Disabled => ProtocolCommandState.Disabled,
                _ => ProtocolCommandState.Hidden,
            },
        };
        if (command.DisplayDescription is { } description)
        {
            message.DisplayDescription = description;
        }

        if (command.ConfirmationMessage is { } confirmation)
        {
            message.ConfirmationMessage = confirmation;
        }

        if (command.IconName is { } icon)
        {
            message.IconName = icon;
            message.IconVariant = (ProtocolIconVariant)(command.IconVariant ?? ModelIconVariant.Regular);
        }

        message.ArgumentInputs.AddRange(command.Arguments.Select(CommandArguments.Describe));
        return message;
    }

    private static Timestamp? ToTimestamp(DateTime? time) => time is { } value
        ? Timestamp.FromDateTime(value.Kind switch
        {
            DateTimeKind.Local => value.ToUniversalTime(),
            DateTimeKind.Unspecified => DateTime.SpecifyKind(value, DateTimeKind.Utc),
            _ => value,
        })
        : null;
}
