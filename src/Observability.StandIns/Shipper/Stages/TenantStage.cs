namespace Observability.StandIns.Shipper.Stages;

/// <summary>The stage <c>tenant</c>: names the tenant of a line.</summary>
/// <param name="label">Label that has it, or null.</param>
/// <param name="source">What was found that has it, or null.</param>
/// <param name="value">The tenant itself, or null.</param>
internal sealed class TenantStage(string? label, string? source, string? value) : IStage
{
    /// <summary>Label by which a line tells its tenant; it is not stored.</summary>
    public const string TenantLabel = "__tenant_id__";

    /// <inheritdoc />
    public bool Process(LogEntry entry)
    {
        var tenant = value ?? (label is not null ? entry.Labels.GetValueOrDefault(label) : entry.Text(source!));
        if (!string.IsNullOrEmpty(tenant))
        {
            entry.Labels[TenantLabel] = tenant;
        }

        return true;
    }
}
