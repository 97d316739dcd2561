using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Embedded.Notifications;

/// <summary>Writes what the AppHost itself has to say about a resource into the resource's log.</summary>
internal sealed class ResourceLogger(IReadOnlyList<ResourceLog> logs, TimeProvider time) : ILogger
{
    // Length of "2024-05-01T12:00:00", the shortest start that the dashboard takes for a timestamp.
    private const int TimestampLength = 19;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        var text = formatter(state, exception);
        if (exception is not null)
        {
            text = $"{text}{Environment.NewLine}{exception}";
        }

        Write(logs, text, logLevel >= LogLevel.Error, time);
    }

    /// <summary>Adds each line of a text. The dashboard wants a time at the start of a line; a line that has one keeps it.</summary>
    public static void Write(IReadOnlyList<ResourceLog> logs, string text, bool isError, TimeProvider time)
    {
        foreach (var part in text.AsSpan().EnumerateLines())
        {
            var line = StartsWithTimestamp(part)
                ? part.ToString()
                : string.Create(CultureInfo.InvariantCulture, $"{time.GetUtcNow():yyyy-MM-ddTHH:mm:ss.fffffffZ} {part}");
            foreach (var log in logs)
            {
                log.Add(line, isError);
            }
        }
    }

    // 2024-05-01T12:00:00…
    private static bool StartsWithTimestamp(ReadOnlySpan<char> line) =>
        line.Length > TimestampLength
        && char.IsAsciiDigit(line[0]) && line[4] == '-' && line[7] == '-' && line[10] == 'T' && line[13] == ':' && line[16] == ':'
        && char.IsAsciiDigit(line[18]);
}
