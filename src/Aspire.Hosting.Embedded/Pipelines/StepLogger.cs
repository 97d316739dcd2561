using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Embedded.Pipelines;

/// <summary>Shows a step's log messages as the step's; the reporter filters by level.</summary>
internal sealed class StepLogger(IReportingStep step) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            var message = formatter(state, exception);
            step.Log(logLevel, exception is null ? message : $"{message} ({exception.Message})");
        }
    }
}
