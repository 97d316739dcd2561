using System.Globalization;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Embedded.Pipelines;

/// <summary>Shows a pipeline on the console: a line for each step when it ends, its messages as they come.</summary>
/// <param name="output">Receives the lines, whole ones only.</param>
/// <param name="colours">Whether <paramref name="output"/> is a terminal that takes colours.</param>
/// <param name="minimumLevel">Messages below it are left out.</param>
/// <param name="time">Measures the steps.</param>
internal sealed class ConsoleReporter(TextWriter output, bool colours, LogLevel minimumLevel, TimeProvider time) : IPipelineActivityReporter
{
    private readonly Lock _gate = new();
    private readonly long _start = time.GetTimestamp();

    /// <summary>The reporter for the process's own console.</summary>
    public static ConsoleReporter Create(LogLevel minimumLevel)
    {
        // https://no-color.org
        var colours = !Console.IsOutputRedirected
            && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
            && Environment.GetEnvironmentVariable("TERM") != "dumb";
        return new ConsoleReporter(Console.Out, colours, minimumLevel, TimeProvider.System);
    }

    public Task<IReportingStep> CreateStepAsync(string title, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReportingStep>(new ConsoleReportingStep(this, title));

    public Task CompletePublishAsync(PublishCompletionOptions? options = null, CancellationToken cancellationToken = default)
    {
        foreach (var item in options?.PipelineSummary ?? [])
        {
            Write(' ', $"{item.Key}: {item.Value}", null);
        }

        if (options?.CompletionMessage is { } message)
        {
            Write(Mark(options.CompletionState ?? CompletionState.Completed), message, Elapsed(_start));
        }

        return Task.CompletedTask;
    }

    public Task CompletePublishAsync(string? completionMessage = null, CompletionState? completionState = null, CancellationToken cancellationToken = default) =>
        CompletePublishAsync(new PublishCompletionOptions { CompletionMessage = completionMessage, CompletionState = completionState }, cancellationToken);

    /// <summary>Now, for <see cref="WriteEnd"/>.</summary>
    internal long Timestamp() => time.GetTimestamp();

    /// <summary>Writes the line of a step or task that has ended.</summary>
    internal void WriteEnd(string title, CompletionState state, long start, string? message) =>
        Write(Mark(state), string.IsNullOrEmpty(message) ? title : $"{title}: {message}", Elapsed(start));

    /// <summary>Writes a message of a step.</summary>
    internal void WriteMessage(string title, LogLevel level, string message)
    {
        if (level >= minimumLevel && level != LogLevel.None)
        {
            Write(level >= LogLevel.Error ? '✗' : level == LogLevel.Warning ? '!' : ' ', $"{title}: {message}", null);
        }
    }

    private static char Mark(CompletionState state) => state switch
    {
        CompletionState.CompletedWithError => '✗',
        CompletionState.CompletedWithWarning => '!',
        _ => '✓',
    };

    private string Elapsed(long start) =>
        time.GetElapsedTime(start).TotalSeconds.ToString("0.0 's'", CultureInfo.InvariantCulture);

    private void Write(char mark, string text, string? duration)
    {
        // Later lines of a text stand below its first one.
        text = text.ReplaceLineEndings(Environment.NewLine + "  ");
        var coloured = !colours ? mark.ToString() : mark switch
        {
            '✗' => "\e[31m✗\e[0m",
            '!' => "\e[33m!\e[0m",
            '✓' => "\e[32m✓\e[0m",
            _ => " ",
        };
        lock (_gate)
        {
            output.WriteLine(duration is null ? $"{coloured} {text}" : $"{coloured} {duration,7}  {text}");
        }
    }
}
