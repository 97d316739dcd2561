using System.Text;
using Observability.LogQL.Source;

namespace Observability.LogQL.Tests.Support;

/// <summary>A stream in memory.</summary>
internal sealed record MemoryStreamOfLogs(LabelSet Labels, IReadOnlyList<LogEntry> Entries)
{
    public const long Second = 1_000_000_000;

    /// <summary>A stream of lines at seconds.</summary>
    public static MemoryStreamOfLogs Create(string labels, params (double Seconds, string Line)[] lines) => new(
        LogQLQuery.ParseLabels(labels),
        [.. lines.Select(line => new LogEntry((long)(line.Seconds * Second), Encoding.UTF8.GetBytes(line.Line)))]);
}
