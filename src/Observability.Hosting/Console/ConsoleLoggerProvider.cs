using Microsoft.Extensions.Logging;

namespace Observability.Hosting.Console;

/// <summary>Writes warnings and errors above the table, one line each.</summary>
internal sealed class ConsoleLoggerProvider(ConsoleView view) : ILoggerProvider
{
    /// <inheritdoc />
    public ILogger CreateLogger(string categoryName) => new LineLogger(view);

    /// <inheritdoc />
    public void Dispose()
    {
    }

    private sealed class LineLogger(ConsoleView view) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Warning and < LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel))
            {
                return;
            }

            var line = formatter(state, exception);
            if (exception is not null)
            {
                line = $"{line} ({exception.Message})";
            }

            if (logLevel >= LogLevel.Error)
            {
                view.WriteError($"error: {line}");
            }
            else
            {
                view.WriteLine($"warning: {line}");
            }
        }
    }
}
