using System.Text;
using Observability.LogQL.Pipeline;
using Observability.LogQL.Results;
using Observability.LogQL.Source;
using Observability.LogQL.Syntax;

namespace Observability.LogQL.Evaluation;

/// <summary>Evaluates a log query.</summary>
internal sealed class LogEvaluation(QueryRun run, LogExpression expression, QueryParameters parameters)
{
    // What an entry takes besides its text.
    private const int EntryBytes = 200;

    private readonly TimeBound? _bound = parameters.Interval == 0
        ? new TimeBound(parameters.Limit, parameters.Direction == LogDirection.Forward)
        : null;

    /// <summary>Evaluates it.</summary>
    public async Task<StreamsData> EvaluateAsync()
    {
        var selection = new LogSelection(
            expression.Selector, parameters.Start, parameters.End, parameters.Direction, PipelineRun.FindLiterals(expression.Stages));
        var workers = await run.ReadAsync(
            selection,
            () => new Worker(expression),
            (worker, stream, number) => Read(worker, selection, stream, number)).ConfigureAwait(false);
        var found = workers.SelectMany(worker => worker.Found).ToList();
        found.Sort(Compare);
        return Group(parameters.Interval == 0 ? found.Take(parameters.Limit) : Thin(found).Take(parameters.Limit));
    }

    private void Read(Worker worker, LogSelection selection, ILogStream stream, int number)
    {
        var kept = 0;
        foreach (var batch in stream.Read(selection, run.Token))
        {
            var lines = new BatchLines(batch, selection.Start, selection.End, selection.Direction, worker.Pipeline.Literal.Span);
            var times = batch.Times.Span;
            var metadata = batch.Metadata.Span;
            var filtered = 0;
            long metadataBytes = 0;
            var isDone = false;
            while (!isDone && lines.MoveNext())
            {
                var time = times[lines.Current];
                if (_bound?.IsBeyond(time) == true)
                {
                    isDone = true;
                    break;
                }

                var entryMetadata = metadata.IsEmpty ? null : metadata[lines.Current];
                metadataBytes += SizeOf(entryMetadata);
                if (worker.Pipeline.Process(stream.Labels, time, batch.Line(lines.Current), entryMetadata))
                {
                    filtered++;
                    Keep(worker, stream.Labels, number);
                    isDone = _bound is not null && ++kept == parameters.Limit;
                }
            }

            run.Count(lines.Passed, lines.PassedBytes, metadataBytes, filtered);
            if (isDone)
            {
                return;
            }
        }
    }

    private void Keep(Worker worker, LabelSet stream, int number)
    {
        var entry = EntryWriter.Write(worker.Pipeline.Line, stream);
        run.Hold(EntryBytes + entry.Line.Length + (ReferenceEquals(entry.Labels, stream) ? 0 : SizeOf(entry.Labels)));
        _bound?.Add(entry.Time);
        worker.Found.Add((entry, number, worker.Found.Count));
    }

    /// <summary>The bytes of labels.</summary>
    public static long SizeOf(LabelSet? labels)
    {
        long size = 0;
        foreach (var label in labels is null ? default : labels.Span)
        {
            size += Encoding.UTF8.GetByteCount(label.Name) + Encoding.UTF8.GetByteCount(label.Value);
        }

        return size;
    }

    // In the direction; of the same time in the order of the streams, and within one in the order in which it was read.
    private int Compare((ResultEntry Entry, int Stream, int Index) left, (ResultEntry Entry, int Stream, int Index) right)
    {
        var times = left.Entry.Time.CompareTo(right.Entry.Time);
        return times != 0 ? (parameters.Direction == LogDirection.Forward ? times : -times)
            : left.Stream != right.Stream ? left.Stream.CompareTo(right.Stream)
            : left.Index.CompareTo(right.Index);
    }

    private IEnumerable<(ResultEntry Entry, int Stream, int Index)> Thin(List<(ResultEntry Entry, int Stream, int Index)> found)
    {
        long? last = null;
        foreach (var item in found)
        {
            if (last is null || Math.Abs(item.Entry.Time - last.Value) >= parameters.Interval)
            {
                last = item.Entry.Time;
                yield return item;
            }
        }
    }

    private StreamsData Group(IEnumerable<(ResultEntry Entry, int Stream, int Index)> found) => new(
    [
        .. found
            .GroupBy(item => parameters.CategorizesLabels ? item.Entry.StreamLabels : item.Entry.Labels)
            .Select(stream => new ResultStream(stream.Key, [.. stream.Select(item => item.Entry)]))
            .OrderBy(stream => stream.Labels.ToString(), StringComparer.Ordinal),
    ]);

    private sealed class Worker(LogExpression expression)
    {
        public PipelineRun Pipeline { get; } = new(expression.Stages, ParserHints.All, hasSearch: true);

        public List<(ResultEntry Entry, int Stream, int Index)> Found { get; } = [];
    }
}
