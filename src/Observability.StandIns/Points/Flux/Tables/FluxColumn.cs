using Observability.StandIns.Points.Flux.Values;

namespace Observability.StandIns.Points.Flux.Tables;

/// <summary>A column of a table: an array of bits or of texts, or one value for all rows.</summary>
internal sealed class FluxColumn
{
    private readonly long[]? _bits;
    private readonly string?[]? _texts;
    private readonly bool[]? _nulls;
    private readonly int _step;

    private FluxColumn(string name, ValueKind kind, int count, long[]? bits, string?[]? texts, bool[]? nulls, int step) =>
        (Name, Kind, Count, _bits, _texts, _nulls, _step) = (name, kind, count, bits, texts, nulls, step);

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Type of its values.</summary>
    public ValueKind Kind { get; }

    /// <summary>Rows.</summary>
    public int Count { get; }

    /// <summary>The value of a row.</summary>
    public FluxValue this[int row]
    {
        get
        {
            var index = row * _step;
            return _nulls is not null && _nulls[index]
                ? FluxValue.Null
                : _texts is not null ? FluxValue.Of(_texts[index]!) : FluxValue.OfBits(Kind, _bits![index]);
        }
    }

    /// <summary>The bits of all rows, where each has a value of its own and none is missing; else nothing.</summary>
    public ReadOnlySpan<long> PlainBits => _step == 1 && _nulls is null && _bits is not null ? _bits.AsSpan(0, Count) : [];

    /// <summary>True where the row has no value.</summary>
    public bool IsNull(int row) => _nulls is not null && _nulls[row * _step];

    /// <summary>The bits of a row that has a value.</summary>
    public long Bits(int row) => _bits![row * _step];

    /// <summary>A column of bits.</summary>
    public static FluxColumn OfBits(string name, ValueKind kind, long[] bits, int count, bool[]? nulls = null) =>
        new(name, kind, count, bits, null, nulls, 1);

    /// <summary>A column of texts.</summary>
    public static FluxColumn OfTexts(string name, string?[] texts, int count, bool[]? nulls = null) =>
        new(name, ValueKind.String, count, null, texts, nulls, 1);

    /// <summary>A column that has one value in all rows.</summary>
    public static FluxColumn Constant(string name, FluxValue value, int count, ValueKind kindOfNull = ValueKind.String)
    {
        var kind = value.IsNull ? kindOfNull : value.Kind;
        var text = value.Kind == ValueKind.String ? value.Text : null;
        return new(name, kind, count, kind == ValueKind.String ? null : [value.Bits], kind == ValueKind.String ? [text]
            : null, value.IsNull ? [true] : null, 0);
    }

    /// <summary>The same under another name.</summary>
    public FluxColumn Renamed(string name) => new(name, Kind, Count, _bits, _texts, _nulls, _step);

    /// <summary>Some rows, in this order.</summary>
    public FluxColumn Take(ReadOnlySpan<int> rows)
    {
        if (_step == 0)
        {
            return new(Name, Kind, rows.Length, _bits, _texts, _nulls, 0);
        }

        var bits = _bits is null ? null : new long[rows.Length];
        var texts = _texts is null ? null : new string?[rows.Length];
        var nulls = _nulls is null ? null : new bool[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            if (bits is not null)
            {
                bits[i] = _bits![rows[i]];
            }
            else
            {
                texts![i] = _texts![rows[i]];
            }

            if (nulls is not null)
            {
                nulls[i] = _nulls![rows[i]];
            }
        }

        return new(Name, Kind, rows.Length, bits, texts, nulls, 1);
    }
}
