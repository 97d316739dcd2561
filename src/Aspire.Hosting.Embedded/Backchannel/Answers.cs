namespace Aspire.Hosting.Embedded.Backchannel;

/// <summary>Where the dashboard is.</summary>
internal sealed record DashboardUrls(bool DashboardHealthy, string? BaseUrlWithLoginToken, string? CodespacesUrlWithLoginToken);

/// <summary>Where the dashboard is, for commands that read from it.</summary>
internal sealed record DashboardInfo(string? ApiBaseUrl, string? ApiToken, IReadOnlyList<string> DashboardUrls, bool IsHealthy);

/// <summary>A line of the AppHost's own log.</summary>
internal sealed record LogEntry(LogEventId EventId, int LogLevel, string Message, DateTimeOffset Timestamp, string CategoryName);

/// <summary>Which event a line tells of.</summary>
internal sealed record LogEventId(int Id, string? Name);

/// <summary>What this program offers.</summary>
internal sealed record Capabilities(IReadOnlyList<string> Names)
{
    /// <summary>The names, as the CLI reads them.</summary>
    [System.Text.Json.Serialization.JsonPropertyName("capabilities")]
    public IReadOnlyList<string> Names { get; init; } = Names;
}

/// <summary>Which AppHost this is, and since when it runs.</summary>
internal sealed record AppHostInformation(
    string AppHostPath,
    int ProcessId,
    int? CliProcessId,
    DateTimeOffset StartedAt,
    DateTimeOffset? StableStartedAt,
    DateTimeOffset? CliStartedAt,
    DateTimeOffset? CliStableStartedAt,
    string? CliLogFilePath);

/// <summary>Which AppHost this is, for a list of them.</summary>
internal sealed record AppHostInfo(string Pid, string AspireHostVersion, string AppHostPath, int? CliProcessId, DateTimeOffset StartedAt);

/// <summary>Whether the AppHost is up.</summary>
internal sealed record ReadyAnswer(bool IsReady);

/// <summary>All resources.</summary>
internal sealed record ResourcesAnswer(IReadOnlyList<ResourceAnswer> Resources);

/// <summary>The CLI's question for console logs; no name for all resources.</summary>
internal sealed record ConsoleLogsRequest(string? ResourceName, bool Follow, string? Search, int? Tail, bool IncludeHidden);

/// <summary>Lines of console logs.</summary>
internal sealed record ConsoleLogBatch(IReadOnlyList<ConsoleLogLine> Lines);

/// <summary>A line of a console log.</summary>
internal sealed record ConsoleLogLine(string ResourceName, int LineNumber, string Content, bool IsError);

/// <summary>A command that is to be executed.</summary>
internal sealed record CommandRequest(string ResourceName, string CommandName);

/// <summary>How a command ended.</summary>
internal sealed record CommandAnswer(bool Success, bool Canceled, string? Message, string? ErrorMessage);

/// <summary>A state that somebody waits for: <c>healthy</c>, <c>up</c> or <c>down</c>.</summary>
internal sealed record WaitRequest(string ResourceName, string Status, int? TimeoutSeconds);

/// <summary>How a wait ended.</summary>
internal sealed record WaitAnswer(bool Success, string? State, string? HealthStatus, bool ResourceNotFound, bool TimedOut, string? ErrorMessage);
