using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Dashboard;

namespace Aspire.Hosting.Embedded.Backchannel;

/// <summary>A resource as the CLI shows it. It reads the type by two names.</summary>
internal sealed record ResourceAnswer(string Name, string DisplayName, string ResourceType, string Type)
{
    public string? State { get; init; }

    public string? StateStyle { get; init; }

    public string? HealthStatus { get; init; }

    public int? ExitCode { get; init; }

    public DateTime? CreatedAt { get; init; }

    public DateTime? StartedAt { get; init; }

    public DateTime? StoppedAt { get; init; }

    public bool IsHidden { get; init; }

    public required IReadOnlyList<UrlAnswer> Urls { get; init; }

    public required IReadOnlyList<RelationshipAnswer> Relationships { get; init; }

    public required IReadOnlyList<HealthReportAnswer> HealthReports { get; init; }

    public required IReadOnlyList<VolumeAnswer> Volumes { get; init; }

    public required IReadOnlyList<VariableAnswer> EnvironmentVariables { get; init; }

    public required IReadOnlyDictionary<string, object?> Properties { get; init; }

    public required IReadOnlyList<CommandDescription> Commands { get; init; }

    public IReadOnlyList<string> WaitingFor { get; init; } = [];

    /// <summary>What is known of a resource now. Sensitive properties, and with them secrets, stay here.</summary>
    public static ResourceAnswer Create(ResourceEvent current)
    {
        var snapshot = current.Snapshot;
        return new ResourceAnswer(current.ResourceId, current.Resource.Name, snapshot.ResourceType, snapshot.ResourceType)
        {
            State = snapshot.State?.Text,
            StateStyle = snapshot.State?.Style,
            HealthStatus = snapshot.HealthStatus?.ToString(),
            ExitCode = snapshot.ExitCode,
            CreatedAt = snapshot.CreationTimeStamp,
            StartedAt = snapshot.StartTimeStamp,
            StoppedAt = snapshot.StopTimeStamp,
            IsHidden = snapshot.IsHidden,
            Urls = [.. snapshot.Urls.Where(url => !url.IsInactive).Select(url => new UrlAnswer(
                url.Name, url.Url, url.IsInternal, new UrlDisplayAnswer(url.DisplayProperties.DisplayName, url.DisplayProperties.SortOrder)))],
            Relationships = [.. snapshot.Relationships.Select(relation => new RelationshipAnswer(relation.ResourceName, relation.Type))],
            HealthReports = [.. snapshot.HealthReports.Select(report =>
                new HealthReportAnswer(report.Name, report.Status?.ToString(), report.Description, report.ExceptionText))],
            Volumes = [.. snapshot.Volumes.Select(volume => new VolumeAnswer(volume.Source, volume.Target, volume.MountType, volume.IsReadOnly))],

            // The values can be secrets, and the CLI prints them.
            EnvironmentVariables = [.. snapshot.EnvironmentVariables.Select(variable => new VariableAnswer(variable.Name, null, variable.IsFromSpec))],
            Properties = snapshot.Properties
                .Where(property => !property.IsSensitive && !ResourceProperties.IsAlwaysSensitive(current.Resource, property.Name))
                .Where(property => property.Value is string or int or long or bool)
                .GroupBy(property => property.Name)
                .ToDictionary(same => same.Key, same => same.Last().Value),
            Commands = [.. snapshot.Commands.Where(command => command.State != ResourceCommandState.Hidden).Select(command =>
                new CommandDescription(command.Name, command.DisplayName, command.DisplayDescription, command.State.ToString(), command.Visibility.ToString(), []))],
        };
    }
}

internal sealed record UrlAnswer(string? Name, string Url, bool IsInternal, UrlDisplayAnswer DisplayProperties);

internal sealed record UrlDisplayAnswer(string DisplayName, int SortOrder);

internal sealed record RelationshipAnswer(string ResourceName, string Type);

internal sealed record HealthReportAnswer(string Name, string? Status, string? Description, string? ExceptionText);

internal sealed record VolumeAnswer(string? Source, string Target, string MountType, bool IsReadOnly);

internal sealed record VariableAnswer(string Name, string? Value, bool IsFromSpec);

internal sealed record CommandDescription(
    string Name, string DisplayName, string? Description, string State, string Visibility, IReadOnlyList<string> ArgumentInputs);
