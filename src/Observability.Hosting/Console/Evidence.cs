using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Console;

/// <summary>What a person needs to see of a resource that failed: state, last probe results, last log lines.</summary>
internal static class Evidence
{
    private const int LogLines = 20;

    /// <summary>Collects it as plain lines.</summary>
    public static async Task<IReadOnlyList<string>> CollectAsync(
        BoardRow row, ResourceEvent? instance, ResourceLoggerService loggers, CancellationToken cancellationToken)
    {
        var lines = new List<string> { $"{row.Name}: {row.State}" };
        foreach (var report in instance?.Snapshot.HealthReports ?? [])
        {
            lines.Add($"  probe {report.Name}: {report.Status?.ToString() ?? "not run"} {report.Description}".TrimEnd());
        }

        var log = new List<string>();
        var batches = loggers.GetAllAsync(instance?.ResourceId ?? row.Name);
        await foreach (var batch in batches.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            log.AddRange(batch.Select(line => line.Content));
        }

        lines.Add(log.Count == 0 ? "  no log lines" : $"  last log lines ({Math.Min(log.Count, LogLines)} of {log.Count}):");
        lines.AddRange(log.TakeLast(LogLines).Select(line => $"    {line}"));
        return lines;
    }
}
