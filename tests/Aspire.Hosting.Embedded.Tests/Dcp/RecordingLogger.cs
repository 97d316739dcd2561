using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Embedded.Tests.Dcp;

/// <summary>Keeps what is logged.</summary>
internal sealed class RecordingLogger : ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, string Line)> _lines = new();

    /// <summary>The lines of a kind, without the time at their beginning.</summary>
    public IEnumerable<string> Texts(bool isError) =>
        _lines.Where(entry => entry.Level >= LogLevel.Error == isError).Select(entry => entry.Line[(entry.Line.IndexOf("Z ", StringComparison.Ordinal) + 2)..]);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue((logLevel, formatter(state, exception)));
}
