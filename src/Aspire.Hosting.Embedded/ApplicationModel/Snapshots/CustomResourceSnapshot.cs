using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>What the dashboard shows of one instance of a resource at one moment.</summary>
[DebuggerDisplay("ResourceType = {ResourceType,nq}, State = {State?.Text,nq}, HealthStatus = {HealthStatus?.ToString(),nq}, Properties = {Properties.Length}")]
public sealed record CustomResourceSnapshot()
{
    /// <summary>Kind of the resource, such as <c>Container</c>.</summary>
    public required string ResourceType { get; init; }

    /// <summary>Facts by name.</summary>
    public required ImmutableArray<ResourcePropertySnapshot> Properties { get; init; }

    /// <summary>State, one of <see cref="KnownResourceStates"/> or an own one; null before there is one.</summary>
    public ResourceStateSnapshot? State { get; init; }

    /// <summary>Exit code, once the resource has ended and it is known.</summary>
    public int? ExitCode { get; init; }

    /// <summary>When the instance came to be, in UTC.</summary>
    public DateTime? CreationTimeStamp { get; init; }

    /// <summary>When the instance started, in UTC.</summary>
    public DateTime? StartTimeStamp { get; init; }

    /// <summary>When the instance ended, in UTC.</summary>
    public DateTime? StopTimeStamp { get; init; }

    /// <summary>URLs; default none.</summary>
    public ImmutableArray<UrlSnapshot> Urls { get; init; } = [];

    /// <summary>Volumes and bind mounts; default none.</summary>
    public ImmutableArray<VolumeSnapshot> Volumes { get; init; } = [];

    /// <summary>Environment variables; default none.</summary>
    public ImmutableArray<EnvironmentVariableSnapshot> EnvironmentVariables { get; init; } = [];

    /// <summary>Last results of the health checks; default none.</summary>
    public ImmutableArray<HealthReportSnapshot> HealthReports { get; internal init; } = [];

    /// <summary>Commands; default none.</summary>
    public ImmutableArray<ResourceCommandSnapshot> Commands { get; init; } = [];

    /// <summary>Relationships to other resources; default none.</summary>
    public ImmutableArray<RelationshipSnapshot> Relationships { get; init; } = [];

    /// <summary>True where the dashboard hides the resource unless asked; default false.</summary>
    public bool IsHidden { get; init; }

    /// <summary>Name of a Fluent UI icon; null for the type's own.</summary>
    public string? IconName { get; init; }

    /// <summary>Variant of the icon; null for the type's own.</summary>
    public IconVariant? IconVariant { get; init; }

    /// <summary>
    /// The worst result of the health checks, where one that has not run yet counts as unhealthy; healthy where there are
    /// none; null unless the resource is running.
    /// </summary>
    public HealthStatus? HealthStatus
    {
        get
        {
            if (State?.Text != KnownResourceStates.Running)
            {
                return null;
            }

            var worst = Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy;
            foreach (var report in HealthReports)
            {
                var status = report.Status ?? Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Unhealthy;
                worst = status < worst ? status : worst;
            }

            return worst;
        }
    }
}
