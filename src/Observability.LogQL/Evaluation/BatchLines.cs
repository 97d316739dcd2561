using Observability.LogQL.Source;

namespace Observability.LogQL.Evaluation;

/// <summary>
/// Goes over the lines of a batch that are in a time range and that contain a text, in either direction. The text is searched for in
/// all lines at once; where it is rare, lines without it cost what it takes to look at their bytes.
/// </summary>
internal ref struct BatchLines
{
    private readonly ReadOnlySpan<byte> _text;
    private readonly ReadOnlySpan<int> _offsets;
    private readonly ReadOnlySpan<byte> _literal;
    private readonly bool _isForward;
    private int _low;
    private int _high;

    /// <summary>Begins.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="start">First time.</param>
    /// <param name="end">The time up to which lines are wanted, without that.</param>
    /// <param name="direction">The direction.</param>
    /// <param name="literal">The text; empty for all lines.</param>
    public BatchLines(in LogBatch batch, long start, long end, LogDirection direction, ReadOnlySpan<byte> literal)
    {
        _text = batch.Text.Span;
        _offsets = batch.Offsets.Span;
        _literal = literal;
        _isForward = direction == LogDirection.Forward;
        var times = batch.Times.Span;
        First = LowerBound(times, start);
        End = First + LowerBound(times[First..], end);
        (_low, _high) = (First, End);
        Current = -1;
    }

    /// <summary>The first line of the time range.</summary>
    public int First { get; }

    /// <summary>Behind the last line of the time range.</summary>
    public int End { get; }

    /// <summary>The number of the line.</summary>
    public int Current { get; private set; }

    /// <summary>How many lines were looked at.</summary>
    public readonly int Passed => End - First - (_high - _low);

    /// <summary>How many bytes those have.</summary>
    public readonly long PassedBytes => _offsets[End] - _offsets[First] - (_offsets[_high] - _offsets[_low]);

    /// <summary>The next line.</summary>
    public bool MoveNext()
    {
        if (_literal.IsEmpty)
        {
            if (_low == _high)
            {
                return false;
            }

            Current = _isForward ? _low++ : --_high;
            return true;
        }

        return _isForward ? MoveForward() : MoveBackward();
    }

    /// <summary>How many of ascending numbers are below one.</summary>
    public static int LowerBound(ReadOnlySpan<long> numbers, long number)
    {
        var (low, high) = (0, numbers.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = numbers[middle] < number ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private bool MoveForward()
    {
        var from = _offsets[_low];
        while (_text[from.._offsets[_high]].IndexOf(_literal) is var at and >= 0)
        {
            from += at;
            while (_offsets[_low + 1] <= from)
            {
                _low++;
            }

            if (from + _literal.Length <= _offsets[_low + 1])
            {
                Current = _low++;
                return true;
            }

            // It lies across two lines, which is nothing.
            from++;
        }

        _low = _high;
        return false;
    }

    private bool MoveBackward()
    {
        var to = _offsets[_high];
        while (_text[_offsets[_low]..to].LastIndexOf(_literal) is var at and >= 0)
        {
            at += _offsets[_low];
            while (_offsets[_high - 1] > at)
            {
                _high--;
            }

            if (at + _literal.Length <= _offsets[_high])
            {
                Current = --_high;
                return true;
            }

            to = at + _literal.Length - 1;
        }

        _high = _low;
        return false;
    }
}
