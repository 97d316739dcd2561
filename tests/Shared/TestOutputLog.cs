using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Observability.Tests;

/// <summary>
/// Writes log records into the running test's output, with the seconds since the test began; xunit shows the output of
/// a failed test.
/// </summary>
internal sealed class TestOutputLog(ITestOutputHelper output, LogLevel minimum = LogLevel.Information) : ILoggerProvider
{
    private readonly long _started = TimeProvider.System.GetTimestamp();

    /// <summary>For the running test; outside of one (a fixture) its records go nowhere.</summary>
    public static ILoggerProvider ForCurrentTest(LogLevel minimum = LogLevel.Information) =>
        TestContext.Current.TestOutputHelper is { } output
            ? new TestOutputLog(output, minimum)
            : Microsoft.Extensions.Logging.Abstractions.NullLoggerProvider.Instance;

    /// <summary>Writes one line as a record would be.</summary>
    public void WriteLine(string text)
    {
        var elapsed = TimeProvider.System.GetElapsedTime(_started).TotalSeconds;
        try
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{elapsed,7:0.000} {text}"));
        }
        catch (InvalidOperationException)
        {
            // The test is over; what a background task says after it belongs to no test.
        }
    }

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private sealed class Logger(TestOutputLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= log.Minimum && logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                log.WriteLine($"{logLevel} {category}: {formatter(state, exception)}{(exception is null ? "" : Environment.NewLine + exception)}");
            }
        }
    }

    private LogLevel Minimum { get; } = minimum;
}
