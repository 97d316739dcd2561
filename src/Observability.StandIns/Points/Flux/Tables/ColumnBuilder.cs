using Observability.StandIns.Points.Flux.Values;

namespace Observability.StandIns.Points.Flux.Tables;

/// <summary>Makes a column row by row. The first value decides the type.</summary>
/// <param name="name">Its name.</param>
internal sealed class ColumnBuilder(string name)
{
    private const int FirstCapacity = 16;
    private long[] _bits = [];
    private string?[]? _texts;
    private bool[]? _nulls;

    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>Type of its values; none as long as there was none.</summary>
    public ValueKind Kind { get; private set; }

    /// <summary>Rows.</summary>
    public int Count { get; private set; }

    /// <summary>Says the type before the first value.</summary>
    public ColumnBuilder As(ValueKind kind)
    {
        SetKind(kind);
        return this;
    }

    /// <summary>Adds a row.</summary>
    public void Add(FluxValue value)
    {
        if (value.IsNull)
        {
            Grow();
            (_nulls ??= new bool[_bits.Length])[Count++] = true;
            return;
        }

        SetKind(value.Kind);
        Grow();
        if (_texts is not null)
        {
            _texts[Count++] = value.Text;
        }
        else
        {
            _bits[Count++] = value.Bits;
        }
    }

    /// <summary>Adds rows of a column.</summary>
    public void Add(FluxColumn column)
    {
        SetKind(column.Kind);
        for (var row = 0; row < column.Count; row++)
        {
            Add(column[row]);
        }
    }

    /// <summary>Adds rows without a value until there are so many.</summary>
    public void PadTo(int count)
    {
        while (Count < count)
        {
            Add(FluxValue.Null);
        }
    }

    /// <summary>The column.</summary>
    public FluxColumn Build() => Kind is ValueKind.String or ValueKind.Null
        ? FluxColumn.OfTexts(name, _texts ?? new string?[Count], Count, _nulls)
        : FluxColumn.OfBits(name, Kind, _bits, Count, _nulls);

    private void SetKind(ValueKind kind)
    {
        if (Kind == kind)
        {
            return;
        }

        if (Kind != ValueKind.Null)
        {
            throw new FluxException(
                $"schema collision: column \"{name}\" is both of type {FluxValue.Name(Kind)} and {FluxValue.Name(kind)}");
        }

        if (kind is ValueKind.Null or > ValueKind.Time)
        {
            throw new FluxException($"column \"{name}\" cannot have values of type {FluxValue.Name(kind)}");
        }

        Kind = kind;
        _texts = kind == ValueKind.String ? new string?[_bits.Length] : null;
    }

    private void Grow()
    {
        if (Count < _bits.Length)
        {
            return;
        }

        var capacity = Math.Max(FirstCapacity, Count * 2);
        Array.Resize(ref _bits, capacity);
        if (_texts is not null)
        {
            Array.Resize(ref _texts, capacity);
        }

        if (_nulls is not null)
        {
            Array.Resize(ref _nulls, capacity);
        }
    }
}
