namespace Observability.StandIns.Points.Storage;

/// <summary>
/// Times and values in two arrays. Numbers and booleans are bits in 64-bit numbers, which lets one code path serve all of them;
/// texts are texts.
/// </summary>
/// <param name="type">Type of the values.</param>
internal sealed class ColumnData(FieldType type)
{
    private const int FirstCapacity = 8;
    private bool _isSorted = true;

    /// <summary>Takes arrays over that are sorted by time and have each time once.</summary>
    public ColumnData(FieldType type, long[] times, long[] bits, string[]? texts, int count)
        : this(type)
    {
        (Times, Bits, Texts, Count) = (times, bits, texts, count);
    }

    /// <summary>Type of the values.</summary>
    public FieldType Type => type;

    /// <summary>Times in nanoseconds since 1970; the first <see cref="Count"/> are used.</summary>
    public long[] Times { get; private set; } = [];

    /// <summary>Bits of numbers and booleans.</summary>
    public long[] Bits { get; private set; } = [];

    /// <summary>Texts, where the type is that.</summary>
    public string[]? Texts { get; private set; } = type == FieldType.String ? [] : null;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Adds one at the end.</summary>
    public void Add(long time, long bits, string? text)
    {
        if (Count == Times.Length)
        {
            Grow();
        }

        _isSorted = _isSorted && (Count == 0 || Times[Count - 1] < time);
        Times[Count] = time;
        if (Texts is null)
        {
            Bits[Count] = bits;
        }
        else
        {
            Texts[Count] = text!;
        }

        Count++;
    }

    /// <summary>Sorted by time; of those of the same time the one that was added last.</summary>
    public ColumnData Sorted()
    {
        if (_isSorted)
        {
            return new ColumnData(type, Times, Bits, Texts, Count);
        }

        var order = new int[Count];
        for (var i = 0; i < Count; i++)
        {
            order[i] = i;
        }

        var times = Times.AsSpan(0, Count).ToArray();

        // Sorting is not stable: the index breaks the tie.
        Array.Sort(order, (left, right) => times[left] != times[right] ? times[left].CompareTo(times[right]) : left.CompareTo(right));
        var sorted = new ColumnData(type);
        for (var i = 0; i < Count; i++)
        {
            if (i + 1 == Count || times[order[i]] != times[order[i + 1]])
            {
                sorted.Add(times[order[i]], Texts is null ? Bits[order[i]] : 0, Texts?[order[i]]);
            }
        }

        return sorted;
    }

    /// <summary>The part from one time to another, the second excluded; sorted data only.</summary>
    public ColumnData Between(long start, long stop)
    {
        var first = Find(start);
        var end = Find(stop);
        return first == 0 && end == Count ? this : first >= end ? new ColumnData(type) : Slice(first, end - first);
    }

    /// <summary>Some of them; sorted data only.</summary>
    public ColumnData Slice(int first, int count) => new(
        type,
        Times.AsSpan(first, count).ToArray(),
        Texts is null ? Bits.AsSpan(first, count).ToArray() : [],
        Texts?.AsSpan(first, count).ToArray(),
        count);

    /// <summary>Both together, sorted; where both have a time, the newer's value.</summary>
    public static ColumnData Merge(ColumnData older, ColumnData newer)
    {
        if (older.Count == 0 || newer.Count == 0)
        {
            return older.Count == 0 ? newer : older;
        }

        var merged = new ColumnData(older.Type);
        var (o, n) = (0, 0);
        while (o < older.Count || n < newer.Count)
        {
            if (n == newer.Count || (o < older.Count && older.Times[o] < newer.Times[n]))
            {
                merged.Add(older.Times[o], older.Texts is null ? older.Bits[o] : 0, older.Texts?[o]);
                o++;
                continue;
            }

            o += o < older.Count && older.Times[o] == newer.Times[n] ? 1 : 0;
            merged.Add(newer.Times[n], newer.Texts is null ? newer.Bits[n] : 0, newer.Texts?[n]);
            n++;
        }

        return merged;
    }

    /// <summary>Adds sorted data of which every time is later.</summary>
    public void AddLater(ColumnData later)
    {
        var at = Extend(later.Count);
        later.Times.AsSpan(0, later.Count).CopyTo(Times.AsSpan(at));
        if (Texts is null)
        {
            later.Bits.AsSpan(0, later.Count).CopyTo(Bits.AsSpan(at));
        }
        else
        {
            later.Texts.AsSpan(0, later.Count).CopyTo(Texts.AsSpan(at));
        }
    }

    /// <summary>Adds room for later points, which the caller fills in; returns the index of the first.</summary>
    public int Extend(int count)
    {
        Reserve(Count + count);
        Count += count;
        return Count - count;
    }

    /// <summary>Makes room.</summary>
    public void Reserve(int capacity)
    {
        if (capacity > Times.Length)
        {
            Resize(Math.Max(capacity, Times.Length * 2));
        }
    }

    // A column of which one value was written has not room for eight: there are many of them.
    private void Grow() => Resize(Count == 0 ? 1 : Math.Max(FirstCapacity, Count * 2));

    private void Resize(int capacity)
    {
        var times = Times;
        Array.Resize(ref times, capacity);
        Times = times;
        if (Texts is { } texts)
        {
            Array.Resize(ref texts, capacity);
            Texts = texts;
            return;
        }

        var bits = Bits;
        Array.Resize(ref bits, capacity);
        Bits = bits;
    }

    private int Find(long time)
    {
        var index = Times.AsSpan(0, Count).BinarySearch(time);
        return index < 0 ? ~index : index;
    }
}
