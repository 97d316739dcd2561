using System.Buffers;
using Observability.LogQL;
using Observability.LogQL.Source;

namespace Observability.StandIns.Logs.Storage;

/// <summary>
/// Entries of one stream that are gathered, by columns, in buffers that go back to a pool. It is for one thread at a time.
/// </summary>
internal sealed class EntryBuilder : IDisposable
{
    private const int FirstEntries = 16;
    private const int FirstBytes = 1024;

    // Of so many entries of one time each is compared with each; of more that would take the square of their number.
    private const int FewOfATime = 16;
    private long[] _times = ArrayPool<long>.Shared.Rent(FirstEntries);
    private int[] _offsets = ArrayPool<int>.Shared.Rent(FirstEntries + 1);
    private LabelSet?[]? _metadata;
    private byte[] _text = ArrayPool<byte>.Shared.Rent(FirstBytes);

    /// <summary>Makes an empty one.</summary>
    public EntryBuilder() => _offsets[0] = 0;

    /// <summary>How many entries there are.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes of all lines.</summary>
    public int TextLength { get; private set; }

    /// <summary>Times of the entries.</summary>
    public ReadOnlySpan<long> Times => _times.AsSpan(0, Count);

    /// <summary>Makes room for a line of at most this length, to write it to before it is added.</summary>
    public Span<byte> Reserve(int length)
    {
        var needed = checked(TextLength + length);
        if (needed > _text.Length)
        {
            Grow(ref _text, TextLength, needed);
        }

        return _text.AsSpan(TextLength, length);
    }

    /// <summary>Adds an entry whose line has been written to the room made for it.</summary>
    public void Add(long time, int length, LabelSet? metadata)
    {
        if (Count == _times.Length || Count + 1 == _offsets.Length)
        {
            Grow(ref _times, Count, Count * 2);
            Grow(ref _offsets, Count + 1, (Count * 2) + 1);
        }

        if (metadata is not null || _metadata is not null)
        {
            SetMetadata(Count, metadata);
        }

        _times[Count] = time;
        TextLength += length;
        _offsets[++Count] = TextLength;
    }

    /// <summary>Adds an entry.</summary>
    public void Add(long time, ReadOnlySpan<byte> line, LabelSet? metadata)
    {
        line.CopyTo(Reserve(line.Length));
        Add(time, line.Length, metadata);
    }

    /// <summary>The line of an entry.</summary>
    public ReadOnlySpan<byte> Line(int index) => _text.AsSpan(_offsets[index].._offsets[index + 1]);

    /// <summary>Structured metadata of an entry; null for none.</summary>
    public LabelSet? Metadata(int index) => _metadata?[index];

    /// <summary>Sets the structured metadata of an entry.</summary>
    public void SetMetadata(int index, LabelSet? metadata)
    {
        if (_metadata is null || _metadata.Length < _times.Length)
        {
            Array.Resize(ref _metadata, _times.Length);
        }

        _metadata[index] = metadata;
    }

    /// <summary>The entries as they are now, until the next one is added.</summary>
    public LogBatch ToBatch() => ToBatch(0, Count);

    /// <summary>Some of the entries; their offsets begin where the lines of those before end.</summary>
    public LogBatch ToBatch(int from, int to) => new(
        _times.AsMemory(from..to),
        _text.AsMemory(0, TextLength),
        _offsets.AsMemory(from, to - from + 1),
        _metadata is null ? default : _metadata.AsMemory(from..to));

    /// <summary>Puts the entries in the order of their times, and keeps of those with one time and one line the first.</summary>
    public void SortAndRemoveDuplicates()
    {
        if (IsSortedWithoutDuplicates())
        {
            return;
        }

        var order = ArrayPool<int>.Shared.Rent(Count);
        for (var i = 0; i < Count; i++)
        {
            order[i] = i;
        }

        var times = _times;
        order.AsSpan(0, Count).Sort((left, right) =>
            times[left] != times[right] ? times[left].CompareTo(times[right]) : left.CompareTo(right));
        using var sorted = new EntryBuilder();
        for (var from = 0; from < Count;)
        {
            var to = from + 1;
            while (to < Count && times[order[to]] == times[order[from]])
            {
                to++;
            }

            AddOnce(order.AsSpan(from..to), sorted);
            from = to;
        }

        ArrayPool<int>.Shared.Return(order);
        (_times, sorted._times) = (sorted._times, _times);
        (_offsets, sorted._offsets) = (sorted._offsets, _offsets);
        (_text, sorted._text) = (sorted._text, _text);
        (_metadata, Count, TextLength) = (sorted._metadata, sorted.Count, sorted.TextLength);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        ArrayPool<long>.Shared.Return(_times);
        ArrayPool<int>.Shared.Return(_offsets);
        ArrayPool<byte>.Shared.Return(_text);
        (_times, _offsets, _text, _metadata, Count, TextLength) = ([], [], [], null, 0, 0);
    }

    /// <summary>Gives entries of one time to another builder, of those with one line the first.</summary>
    private void AddOnce(ReadOnlySpan<int> ofATime, EntryBuilder other)
    {
        var seen = ofATime.Length > FewOfATime ? new HashSet<int>(new LineComparer(this)) : null;
        foreach (var index in ofATime)
        {
            if (seen is null ? !other.IsThere(other.Count, _times[index], Line(index)) : seen.Add(index))
            {
                other.Add(_times[index], Line(index), _metadata?[index]);
            }
        }
    }

    /// <summary>False also where that takes longer to find out than to put them in order.</summary>
    private bool IsSortedWithoutDuplicates()
    {
        for (int i = 1, first = 0; i < Count; i++)
        {
            first = _times[i] == _times[i - 1] ? first : i;
            if (_times[i] < _times[i - 1] || i - first > FewOfATime || (first < i && IsThere(i, _times[i], Line(i))))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether one of the entries right before a place has this time and line.</summary>
    private bool IsThere(int before, long time, ReadOnlySpan<byte> line)
    {
        for (var i = before - 1; i >= 0 && _times[i] == time; i--)
        {
            if (Line(i).SequenceEqual(line))
            {
                return true;
            }
        }

        return false;
    }

    private static void Grow<T>(ref T[] array, int used, int needed)
    {
        var larger = ArrayPool<T>.Shared.Rent(Math.Max(needed, array.Length * 2));
        array.AsSpan(0, used).CopyTo(larger);
        ArrayPool<T>.Shared.Return(array);
        array = larger;
    }

    /// <summary>Takes entries, by their numbers, for the same where their lines are.</summary>
    private sealed class LineComparer(EntryBuilder entries) : IEqualityComparer<int>
    {
        public bool Equals(int left, int right) => entries.Line(left).SequenceEqual(entries.Line(right));

        public int GetHashCode(int index)
        {
            var hash = default(HashCode);
            hash.AddBytes(entries.Line(index));
            return hash.ToHashCode();
        }
    }
}
