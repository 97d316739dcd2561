using Observability.LogQL.Source;

namespace Observability.LogQL.Evaluation;

/// <summary>One evaluation: what it may take, what it has taken, and how its streams are read.</summary>
internal sealed class QueryRun : IDisposable
{
    private readonly ILogSource _source;
    private readonly TimeProvider _time;
    private readonly long _started;
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _timeout;
    private readonly CancellationTokenSource _all;
    private long _lines;
    private long _bytes;
    private long _metadataBytes;
    private long _filtered;
    private long _held;
    private int _streams;

    /// <summary>Begins an evaluation.</summary>
    public QueryRun(ILogSource source, QueryLimits limits, TimeProvider time, CancellationToken cancellationToken)
    {
        _source = source;
        _time = time;
        Limits = limits;
        _started = time.GetTimestamp();
        _caller = cancellationToken;
        _timeout = new CancellationTokenSource(limits.Timeout, time);
        _all = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _timeout.Token);
    }

    /// <summary>How far it may go.</summary>
    public QueryLimits Limits { get; }

    /// <summary>Ends it: the caller, the time limit, or an error in one of its parts.</summary>
    public CancellationToken Token => _all.Token;

    /// <summary>What it has taken so far.</summary>
    public Results.QueryStatistics Statistics(int entries) =>
        new(_lines, _bytes, _metadataBytes, _filtered, _streams, entries, _time.GetElapsedTime(_started));

    /// <summary>Reads the streams of a selection, several at the same time, each thread with a state of its own.</summary>
    /// <typeparam name="TState">What a thread keeps from stream to stream.</typeparam>
    /// <param name="selection">Which streams.</param>
    /// <param name="create">Makes a state.</param>
    /// <param name="read">Reads a stream; it gets the number of the stream in the source's order.</param>
    /// <returns>The states.</returns>
    public async Task<List<TState>> ReadAsync<TState>(LogSelection selection, Func<TState> create, Action<TState, ILogStream, int> read)
    {
        using var streams = _source.Select(selection, Token).GetEnumerator();
        var number = 0;
        var workers = Enumerable.Range(0, Math.Max(1, Limits.Parallelism)).Select(_ => Task.Run(Work, Token)).ToList();
        try
        {
            var states = await Task.WhenAll(workers).ConfigureAwait(false);
            return [.. states.OfType<TState>()];
        }
        catch (OperationCanceledException) when (workers.FirstOrDefault(worker => worker.IsFaulted) is { } faulted)
        {
            // One failed and ended the others: its error is the one that says why.
            await faulted.ConfigureAwait(false);
            throw;
        }

        TState? Work()
        {
            TState? state = default;
            var hasState = false;
            try
            {
                while (Next() is var (stream, index))
                {
                    state = hasState ? state : create();
                    hasState = true;
                    read(state!, stream, index);
                }

                return state;
            }
            catch
            {
                _all.Cancel();
                throw;
            }
        }

        (ILogStream Stream, int Number)? Next()
        {
            lock (streams)
            {
                Token.ThrowIfCancellationRequested();
                if (!streams.MoveNext())
                {
                    return null;
                }

                _streams++;
                return (streams.Current, number++);
            }
        }
    }

    /// <summary>Counts lines that were read, and ends the evaluation where it is to end.</summary>
    public void Count(long lines, long bytes, long metadataBytes, long filtered)
    {
        Interlocked.Add(ref _bytes, bytes);
        Interlocked.Add(ref _metadataBytes, metadataBytes);
        Interlocked.Add(ref _filtered, filtered);
        if (Interlocked.Add(ref _lines, lines) > Limits.MaxLines)
        {
            throw new LogQLLimitException(
                nameof(QueryLimits.MaxLines),
                FormattableString.Invariant(
                    $"the query would read more than {Limits.MaxLines} lines; select fewer streams or a shorter time"));
        }

        Token.ThrowIfCancellationRequested();
    }

    /// <summary>Counts bytes that are kept until the end.</summary>
    public void Hold(long bytes)
    {
        if (Interlocked.Add(ref _held, bytes) > Limits.MaxHeldBytes)
        {
            throw new LogQLLimitException(
                nameof(QueryLimits.MaxHeldBytes),
                FormattableString.Invariant($"the query would hold more than {Limits.MaxHeldBytes} bytes; ")
                + "aggregate by fewer labels, or select fewer streams or a shorter time");
        }
    }

    /// <summary>The error that an evaluation which was cancelled ends in.</summary>
    public Exception Cancelled(OperationCanceledException error) => !_caller.IsCancellationRequested && _timeout.IsCancellationRequested
        ? new LogQLLimitException(
            nameof(QueryLimits.Timeout),
            FormattableString.Invariant(
                $"the query takes longer than {Limits.Timeout.TotalSeconds} s; select fewer streams or a shorter time"))
        : error;

    /// <inheritdoc />
    public void Dispose()
    {
        _all.Dispose();
        _timeout.Dispose();
    }
}
