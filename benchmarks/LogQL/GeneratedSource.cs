using System.Globalization;
using System.Text;
using Observability.LogQL;
using Observability.LogQL.Source;

namespace LogQL;

/// <summary>Lines of web servers in logfmt, spread over an hour, in batches as a store would hold them.</summary>
internal sealed class GeneratedSource : ILogSource
{
    /// <summary>The time of the first line, in nanoseconds.</summary>
    public const long Start = 1_700_000_000_000_000_000;

    /// <summary>An hour, in nanoseconds.</summary>
    public const long Hour = 3_600_000_000_000;

    private const int BatchSize = 10_000;
    private static readonly string[] s_levels = ["info", "info", "info", "info", "info", "info", "info", "debug", "warn", "error"];
    private static readonly string[] s_methods = ["GET", "POST", "PUT", "DELETE"];

    private readonly List<GeneratedStream> _streams = [];

    /// <summary>Generates lines, the same each time.</summary>
    public GeneratedSource(int lines, int streams)
    {
        for (var stream = 0; stream < streams; stream++)
        {
            var labels = LabelSet.Create(("app", $"app-{stream % 5}"), ("pod", $"pod-{stream}"), ("stream", "stdout"));
            var batches = Enumerable.Range(0, lines / streams).Chunk(BatchSize).Select(chunk => Batch(chunk, stream, lines / streams));
            _streams.Add(new GeneratedStream(labels, [.. batches]));
        }
    }

    /// <summary>How many bytes the lines have.</summary>
    public long Bytes => _streams.Sum(stream => stream.Batches.Sum(batch => (long)batch.Text.Length));

    /// <inheritdoc />
    public IEnumerable<ILogStream> Select(LogSelection selection, CancellationToken cancellationToken) =>
        _streams.Where(stream => selection.Selector.IsMatch(stream.Labels));

    private static LogBatch Batch(int[] numbers, int stream, int lines) => LogBatch.Create(
    [
        .. numbers.Select(number => new LogEntry(
            Start + (Hour / lines * number) + stream,
            Encoding.UTF8.GetBytes(Line(number, stream)))),
    ]);

    private static string Line(int number, int stream) => string.Create(
        CultureInfo.InvariantCulture,
        $"ts={number:000000} level={s_levels[(number + stream) % 10]} method={s_methods[number % 4]} path=/api/v1/items/{number % 977} ")
        + string.Create(
            CultureInfo.InvariantCulture,
            $"status={(number % 50 == 0 ? 500 : 200)} duration={number % 1000}ms trace={(number * 2654435761L) % 4294967296L:x8} ")
        + string.Create(CultureInfo.InvariantCulture, $"msg=\"handled {number % 13} of them\"");

    private sealed record GeneratedStream(LabelSet Labels, IReadOnlyList<LogBatch> Batches) : ILogStream
    {
        public IEnumerable<LogBatch> Read(LogSelection selection, CancellationToken cancellationToken) =>
            selection.Direction == LogDirection.Forward ? Batches : Batches.Reverse();
    }
}
