using System.Globalization;
using System.Text;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Embedded.Notifications;

/// <summary>Says all that is known about a resource that somebody waits for in vain.</summary>
internal static class ResourceFailure
{
    private const int LogLines = 20;

    /// <summary>
    /// True where a resource will not come without somebody's doing: it has ended, it has failed, its engine is missing, a
    /// value is missing, or it starts on request only.
    /// </summary>
    public static bool IsUnavailable(ResourceEvent resourceEvent)
    {
        var state = resourceEvent.Snapshot.State?.Text;
        return SnapshotDecoration.IsTerminal(resourceEvent.Snapshot)
            || state == KnownResourceStates.RuntimeUnhealthy
            || state == KnownResourceStates.ValueMissing
            || (state == KnownResourceStates.NotStarted && resourceEvent.Resource.HasAnnotationOfType<ExplicitStartupAnnotation>());
    }

    /// <summary>Makes the exception that ends a wait.</summary>
    /// <param name="purpose">What was waited for, such as <c>to be healthy</c>.</param>
    /// <param name="resourceEvent">The snapshot that ended the wait.</param>
    /// <param name="logs">Where the resource's last lines are.</param>
    public static DistributedApplicationException Create(string purpose, ResourceEvent resourceEvent, ResourceLoggerService logs)
    {
        var snapshot = resourceEvent.Snapshot;
        var message = new StringBuilder();
        message.Append(CultureInfo.InvariantCulture, $"The wait for resource '{resourceEvent.Resource.Name}' {purpose} ended: it is in state {snapshot.State?.Text}");
        if (snapshot.ExitCode is { } exitCode)
        {
            message.Append(CultureInfo.InvariantCulture, $" with exit code {exitCode}");
        }

        message.Append('.');
        if (snapshot.State?.Text == KnownResourceStates.NotStarted)
        {
            message.Append(" It starts on request only, by its start command.");
        }

        foreach (var report in snapshot.HealthReports)
        {
            var status = report.Status?.ToString() ?? "not run";
            message.AppendLine().Append(CultureInfo.InvariantCulture, $"  health check {report.Name}: {status}");
            if (!string.IsNullOrEmpty(report.Description))
            {
                message.Append(": ").Append(report.Description);
            }
        }

        AppendLog(message, logs.GetLast(resourceEvent.ResourceId, LogLines));
        return new DistributedApplicationException(message.ToString());
    }

    private static void AppendLog(StringBuilder message, IReadOnlyList<LogLine> lines)
    {
        message.AppendLine();
        if (lines.Count == 0)
        {
            message.Append("  Its log is empty.");
            return;
        }

        message.Append("  The end of its log:");
        foreach (var line in lines)
        {
            message.AppendLine().Append("    ").Append(line.Content);
        }
    }
}
