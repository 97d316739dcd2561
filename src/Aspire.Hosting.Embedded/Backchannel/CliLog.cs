using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Embedded.Backchannel;

/// <summary>Keeps the last lines of the AppHost's own log for a CLI that asks for them.</summary>
[ProviderAlias("AspireCli")]
internal sealed class CliLog(TimeProvider time) : ILoggerProvider
{
    private const int Capacity = 1_000;

    private readonly TimeProvider _time = time;
    private readonly Channel<LogEntry> _entries =
        Channel.CreateBounded<LogEntry>(new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest });

    /// <summary>What was kept, then what comes.</summary>
    public async IAsyncEnumerable<LogEntry> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var entry in _entries.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return entry;
        }
    }

    /// <inheritdoc />
    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    /// <inheritdoc />
    public void Dispose() => _entries.Writer.TryComplete();

    private sealed class Logger(CliLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information && logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                log._entries.Writer.TryWrite(new LogEntry(
                    new LogEventId(eventId.Id, eventId.Name), (int)logLevel, formatter(state, exception), log._time.GetUtcNow(), category));
            }
        }
    }
}
