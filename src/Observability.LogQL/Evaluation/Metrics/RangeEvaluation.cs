using Observability.LogQL.Pipeline;
using Observability.LogQL.Source;
using Observability.LogQL.Syntax;

namespace Observability.LogQL.Evaluation.Metrics;

/// <summary>Evaluates an aggregation of a range: reads the lines and makes series of them.</summary>
internal sealed class RangeEvaluation
{
    private readonly QueryRun _run;
    private readonly RangeAggregation _aggregation;
    private readonly StepTimes _steps;
    private readonly Grouping? _grouping;
    private readonly ParserHints _hints;
    private readonly bool _isCounting;
    private readonly bool _isLineLength;

    /// <summary>Prepares the evaluation.</summary>
    /// <param name="run">What it may take.</param>
    /// <param name="aggregation">The aggregation.</param>
    /// <param name="steps">The times.</param>
    /// <param name="outer">
    /// What the series are grouped by afterwards, where that may as well be done at once: a sum of counts is a count. Null where it may
    /// not.
    /// </param>
    public RangeEvaluation(QueryRun run, RangeAggregation aggregation, StepTimes steps, Grouping? outer)
    {
        _run = run;
        _aggregation = aggregation;
        _steps = steps;
        _grouping = aggregation.Operation == RangeOperation.AbsentOverTime ? new Grouping([], false) : outer ?? aggregation.Grouping;
        _hints = ParserHints.For(aggregation.Range, _grouping);
        _isCounting = aggregation.Range.Unwrap is null || aggregation.Operation == RangeOperation.AbsentOverTime;
        _isLineLength = aggregation.Operation is RangeOperation.BytesOverTime or RangeOperation.BytesRate;
    }

    /// <summary>Whether a sum of this aggregation's series can be made while the lines are read.</summary>
    public static bool CanSumAtOnce(RangeOperation operation) =>
        operation is RangeOperation.Rate or RangeOperation.CountOverTime or RangeOperation.BytesRate or RangeOperation.BytesOverTime
            or RangeOperation.Sum;

    /// <summary>Evaluates it.</summary>
    public async Task<IReadOnlyList<Series>> EvaluateAsync()
    {
        var range = _aggregation.Range;
        var selection = new LogSelection(
            range.Logs.Selector,
            _steps.Start - range.Offset - range.Interval + 1,
            _steps.Last - range.Offset + 1,
            LogDirection.Forward,
            PipelineRun.FindLiterals(range.Logs.Stages));
        var workers = await _run.ReadAsync(
            selection, CreateWorker, (worker, stream, _) => Read(worker, selection, stream)).ConfigureAwait(false);
        var merged = new Dictionary<LabelSet, SampleSink>();
        foreach (var sink in workers.SelectMany(worker => worker.Table.Sinks))
        {
            if (merged.TryGetValue(sink.Labels, out var same))
            {
                same.Merge(sink);
            }
            else
            {
                merged.Add(sink.Labels, sink);
            }
        }

        return _aggregation.Operation == RangeOperation.AbsentOverTime
            ? [Absent(merged.Values)]
            : [.. merged.Values.Select(ToSeries).Where(series => series.HasAny())];
    }

    private Series ToSeries(SampleSink sink)
    {
        _run.Hold(Series.SizeOf(_steps.Count));
        return sink.ToSeries(_aggregation, _steps);
    }

    // 1 at the steps without a line, with the labels that the selector asks for by "=".
    private Series Absent(IEnumerable<SampleSink> sinks)
    {
        var present = sinks.Select(ToSeries).ToList();
        var matchers = _aggregation.Range.Logs.Selector.Matchers;
        var labels = matchers
            .GroupBy(matcher => matcher.Name)
            .Where(group => group.All(matcher => matcher.Kind == LabelMatcherKind.Equal) && group.Count() == 1)
            .Select(group => (group.Key, group.First().Value));
        var absent = new Series(LabelSet.Create(labels), _steps.Count);
        for (var step = 0; step < _steps.Count; step++)
        {
            if (!present.Exists(series => series.Has(step)))
            {
                absent[step] = 1;
            }
        }

        return absent;
    }

    private Worker CreateWorker()
    {
        var dropped = _grouping is null or { IsWithout: true } ? _aggregation.Range.Unwrap?.Label : null;
        return new Worker(_aggregation, _hints, new SampleTable(_grouping, dropped, CreateSink));
    }

    private SampleSink CreateSink(LabelSet labels)
    {
        _run.Hold(_isCounting ? CountingSink.SizeOf(_steps.Count) : 0);
        _run.Hold(LogEvaluation.SizeOf(labels));
        return _isCounting ? new CountingSink(labels, _steps.Count) : new SampleListSink(labels, _run);
    }

    private void Read(Worker worker, LogSelection selection, ILogStream stream)
    {
        var window = new StepWindow(_steps, _aggregation.Range.Interval, _aggregation.Range.Offset);

        // Made only where there is a line: otherwise the stream has no series.
        SampleSink? own = null;
        foreach (var batch in stream.Read(selection, _run.Token))
        {
            if (_isCounting
                && !worker.Pipeline.ChangesLabels
                && _aggregation.Range.Unwrap is null
                && IsOfOneSeries(worker, batch.Metadata.Span))
            {
                own ??= worker.Table.Get(stream.Labels);
                CountBatch(worker, selection, batch, stream.Labels, own, ref window);
            }
            else
            {
                ReadBatch(worker, selection, batch, stream.Labels, ref own, ref window);
            }
        }
    }

    // Structured metadata makes series of its own, unless it is neither looked at nor grouped by. Loki gives every line a detected_level.
    private bool IsOfOneSeries(Worker worker, ReadOnlySpan<LabelSet?> metadata)
    {
        if (metadata.IsEmpty)
        {
            return true;
        }

        if (worker.Pipeline.HasStages || _grouping is not { IsWithout: false })
        {
            return false;
        }

        LabelSet? last = null;
        foreach (var set in metadata)
        {
            if (set is not null && !ReferenceEquals(set, last))
            {
                if (_grouping.Labels.Any(label => set.TryGetValue(label, out _) || IsExtracted(label)))
                {
                    return false;
                }

                last = set;
            }
        }

        return true;
    }

    // Metadata of this kind may have another name itself.
    private static bool IsExtracted(string label) => label.EndsWith(LabelNames.ExtractedSuffix, StringComparison.Ordinal);

    private static long SizeOf(ReadOnlySpan<LabelSet?> metadata)
    {
        var (total, size) = (0L, 0L);
        LabelSet? last = null;
        foreach (var set in metadata)
        {
            if (!ReferenceEquals(set, last))
            {
                (last, size) = (set, LogEvaluation.SizeOf(set));
            }

            total += size;
        }

        return total;
    }

    // Lines that all belong to the series of their stream: where there is no stage, only the times are looked at.
    private void CountBatch(
        Worker worker, LogSelection selection, in LogBatch batch, LabelSet stream, SampleSink sink, ref StepWindow window)
    {
        var lines = new BatchLines(batch, selection.Start, selection.End, LogDirection.Forward, worker.Pipeline.Literal.Span);
        var times = batch.Times.Span;
        var offsets = batch.Offsets.Span;
        if (!worker.Pipeline.HasStages && worker.Pipeline.Literal.IsEmpty)
        {
            for (var index = lines.First; index < lines.End;)
            {
                window.MoveTo(times[index]);
                var count = window.UpTo == long.MaxValue
                    ? lines.End - index
                    : BatchLines.LowerBound(times[index..lines.End], window.UpTo + 1);
                sink.Add(window, count, offsets[index + count] - offsets[index]);
                index += count;
            }

            var metadataBytes = batch.Metadata.IsEmpty ? 0 : SizeOf(batch.Metadata.Span[lines.First..lines.End]);
            _run.Count(lines.End - lines.First, offsets[lines.End] - offsets[lines.First], metadataBytes, lines.End - lines.First);
            return;
        }

        var filtered = 0;
        var found = 0L;
        while (lines.MoveNext())
        {
            var index = lines.Current;
            long length = offsets[index + 1] - offsets[index];
            found += batch.Metadata.IsEmpty ? 0 : LogEvaluation.SizeOf(batch.Metadata.Span[index]);
            if (worker.Pipeline.HasStages)
            {
                if (!worker.Pipeline.Process(stream, times[index], batch.Line(index), null))
                {
                    continue;
                }

                length = worker.Pipeline.Line.Text.Length;
            }

            filtered++;
            window.MoveTo(times[index]);
            sink.Add(window, 1, length);
        }

        _run.Count(lines.Passed, lines.PassedBytes, found, filtered);
    }

    private void ReadBatch(
        Worker worker, LogSelection selection, in LogBatch batch, LabelSet stream, ref SampleSink? own, ref StepWindow window)
    {
        var lines = new BatchLines(batch, selection.Start, selection.End, LogDirection.Forward, worker.Pipeline.Literal.Span);
        var times = batch.Times.Span;
        var metadata = batch.Metadata.Span;
        var filtered = 0;
        long metadataBytes = 0;
        while (lines.MoveNext())
        {
            var time = times[lines.Current];
            var entryMetadata = metadata.IsEmpty ? null : metadata[lines.Current];
            metadataBytes += LogEvaluation.SizeOf(entryMetadata);
            if (!worker.Pipeline.Process(stream, time, batch.Line(lines.Current), entryMetadata) || !worker.TryExtract(out var value))
            {
                continue;
            }

            filtered++;
            var labels = worker.Pipeline.Line.Labels;
            window.MoveTo(time);
            if (window.First > window.Last)
            {
                // Between two ranges: nobody asks for it, whatever is wrong with it.
                continue;
            }

            if (labels.Error.Length > 0 && !_hints.PreservesErrors)
            {
                throw PipelineError(labels);
            }

            var sink = labels.IsChanged ? worker.Table.Get(labels) : own ??= worker.Table.Get(stream);
            if (_isCounting)
            {
                sink.Add(window, 1, _isLineLength ? worker.Pipeline.Line.Text.Length : 0);
            }
            else
            {
                sink.Add(time, value);
            }
        }

        _run.Count(lines.Passed, lines.PassedBytes, metadataBytes, filtered);
    }

    private static LogQLException PipelineError(LineLabels labels)
    {
        var series = EntryWriter.Write(labels.ToSortedList(), null);
        return new LogQLException(
            $"pipeline error: '{labels.Error}' for series: '{series}'.\n"
            + $"Filter such lines with | __error__!=\"{labels.Error}\", or lines with any error with | __error__=\"\"; "
            + "the filter may also follow unwrap.");
    }

    private sealed class Worker(RangeAggregation aggregation, ParserHints hints, SampleTable table)
    {
        private readonly UnwrapRun? _unwrap = aggregation.Range.Unwrap is { } unwrap ? new UnwrapRun(unwrap) : null;

        public PipelineRun Pipeline { get; } = new(aggregation.Range.Logs.Stages, hints, hasSearch: true);

        public SampleTable Table => table;

        public bool TryExtract(out double value)
        {
            value = 1;
            return _unwrap is null || _unwrap.TryRead(Pipeline.Line, out value);
        }
    }
}
