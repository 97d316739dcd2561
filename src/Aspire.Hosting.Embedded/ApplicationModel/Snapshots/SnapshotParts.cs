using System.Diagnostics;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>An environment variable of a resource.</summary>
/// <param name="Name">Name of the variable.</param>
/// <param name="Value">Its value.</param>
/// <param name="IsFromSpec">True where the model, or who runs it, set the variable; false where it was inherited.</param>
[DebuggerDisplay("{Value}", Name = "{Name}")]
public sealed record EnvironmentVariableSnapshot(string Name, string? Value, bool IsFromSpec);

/// <summary>A URL of a resource.</summary>
/// <param name="Name">Name of the endpoint, or null where none stands behind it.</param>
/// <param name="Url">The URL.</param>
/// <param name="IsInternal">True where the dashboard shows it in the details only.</param>
[DebuggerDisplay("{Url}", Name = "{Name}")]
public sealed record UrlSnapshot(string? Name, string Url, bool IsInternal)
{
    /// <summary>True where nothing listens there yet; default false.</summary>
    public bool IsInactive { get; init; }

    /// <summary>How it is shown.</summary>
    public UrlDisplayPropertiesSnapshot DisplayProperties { get; init; } = new();
}

/// <summary>How a URL is shown.</summary>
/// <param name="DisplayName">Text instead of the URL; empty (the default) for the URL.</param>
/// <param name="SortOrder">Higher comes first; default 0.</param>
public sealed record UrlDisplayPropertiesSnapshot(string DisplayName = "", int SortOrder = 0);

/// <summary>A volume or bind mount of a resource.</summary>
/// <param name="Source">Name of the volume or path on this machine; null for an unnamed volume.</param>
/// <param name="Target">Path in the container.</param>
/// <param name="MountType"><c>bind</c> or <c>volume</c>.</param>
/// <param name="IsReadOnly">True where the container cannot write.</param>
[DebuggerDisplay("{Source}", Name = "{Target}")]
public sealed record VolumeSnapshot(string? Source, string Target, string MountType, bool IsReadOnly);

/// <summary>A relationship to another resource.</summary>
/// <param name="ResourceName">Name of the other resource.</param>
/// <param name="Type">Kind of relationship, such as <c>Reference</c>.</param>
public sealed record RelationshipSnapshot(string ResourceName, string Type);

/// <summary>A fact about a resource.</summary>
/// <param name="Name">Name of the fact.</param>
/// <param name="Value">Its value: a string, number, truth value, a sequence of such, or null.</param>
[DebuggerDisplay("{Value}", Name = "{Name}")]
public sealed record ResourcePropertySnapshot(string Name, object? Value)
{
    /// <summary>True where the value is shown only on request; default false.</summary>
    public bool IsSensitive { get; init; }

    /// <summary>Prints the name, and the value only where it is not sensitive: records end up in logs.</summary>
    /// <param name="builder">Receives the text.</param>
    private bool PrintMembers(System.Text.StringBuilder builder)
    {
        builder.Append("Name = ").Append(Name).Append(", Value = ").Append(IsSensitive ? "***" : Value);
        return true;
    }
}

/// <summary>Result of a health check of a resource.</summary>
/// <param name="Name">Name of the check.</param>
/// <param name="Status">The result; null where the check has not run yet.</param>
/// <param name="Description">What the check says about it.</param>
/// <param name="ExceptionText">The exception that made it fail.</param>
[DebuggerDisplay("{Status}", Name = "{Name}")]
public sealed record HealthReportSnapshot(string Name, HealthStatus? Status, string? Description, string? ExceptionText)
{
    /// <summary>When the check ran last, in UTC.</summary>
    public DateTime? LastRunAt { get; init; }
}

/// <summary>A command of a resource.</summary>
/// <param name="Name">Name of the command.</param>
/// <param name="State">Whether it can be used.</param>
/// <param name="DisplayName">Text of its button.</param>
/// <param name="DisplayDescription">What it does.</param>
/// <param name="Parameter">Not used any more; null.</param>
/// <param name="ConfirmationMessage">Question that is asked first; null for none.</param>
/// <param name="IconName">Name of a Fluent UI icon; null for none.</param>
/// <param name="IconVariant">Variant of the icon.</param>
/// <param name="IsHighlighted">True where it has a button of its own and is not only in the menu.</param>
[DebuggerDisplay(null, Name = "{Name}")]
public sealed record ResourceCommandSnapshot(
    string Name,
    ResourceCommandState State,
    string DisplayName,
    string? DisplayDescription,
    object? Parameter,
    string? ConfirmationMessage,
    string? IconName,
    IconVariant? IconVariant,
    bool IsHighlighted)
{
    /// <summary>What is asked before it is executed; default nothing.</summary>
    public IReadOnlyList<InteractionInput> Arguments { get; init; } = [];

    /// <summary>Where it can be used; default everywhere.</summary>
    public ResourceCommandVisibility Visibility { get; init; } = ResourceCommandVisibility.UI | ResourceCommandVisibility.Api;
}
