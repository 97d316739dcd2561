using Observability.StandIns.Points.Flux.Tables;

namespace Observability.StandIns.Points.Flux.Values;

/// <summary>A value of a query. Numbers are kept in place, so that an expression over a million rows makes no garbage.</summary>
internal readonly struct FluxValue : IEquatable<FluxValue>
{
    private readonly object? _object;

    private FluxValue(ValueKind kind, long bits, object? value) => (Kind, Bits, _object) = (kind, bits, value);

    /// <summary>No value.</summary>
    public static FluxValue Null => default;

    /// <summary>Its type.</summary>
    public ValueKind Kind { get; }

    /// <summary>The bits of a number, boolean or time.</summary>
    public long Bits { get; }

    /// <summary>True for no value.</summary>
    public bool IsNull => Kind == ValueKind.Null;

    /// <summary>A boolean's value.</summary>
    public bool IsTrue => Kind == ValueKind.Bool && Bits != 0;

    /// <summary>A floating-point number's value.</summary>
    public double Float => BitConverter.Int64BitsToDouble(Bits);

    /// <summary>Any number's value.</summary>
    public double Number => Kind switch { ValueKind.Float => Float, ValueKind.UInt => (ulong)Bits, _ => Bits };

    /// <summary>A text's value.</summary>
    public string Text => (string)_object!;

    /// <summary>A duration's value.</summary>
    public FluxDuration Duration => (FluxDuration)_object!;

    /// <summary>A regular expression.</summary>
    public FluxRegexp Regexp => (FluxRegexp)_object!;

    /// <summary>A list's items.</summary>
    public IReadOnlyList<FluxValue> Items => (IReadOnlyList<FluxValue>)_object!;

    /// <summary>A record.</summary>
    public FluxRecord Record => (FluxRecord)_object!;

    /// <summary>A function.</summary>
    public FluxFunction Function => (FluxFunction)_object!;

    /// <summary>Tables.</summary>
    public IEnumerable<FluxTable> Stream => (IEnumerable<FluxTable>)_object!;

    /// <summary>A boolean.</summary>
    public static FluxValue Of(bool value) => new(ValueKind.Bool, value ? 1 : 0, null);

    /// <summary>A signed number.</summary>
    public static FluxValue Of(long value) => new(ValueKind.Int, value, null);

    /// <summary>An unsigned number.</summary>
    public static FluxValue Of(ulong value) => new(ValueKind.UInt, (long)value, null);

    /// <summary>A floating-point number.</summary>
    public static FluxValue Of(double value) => new(ValueKind.Float, BitConverter.DoubleToInt64Bits(value), null);

    /// <summary>A text.</summary>
    public static FluxValue Of(string value) => new(ValueKind.String, 0, value);

    /// <summary>A time.</summary>
    public static FluxValue OfTime(long nanoseconds) => new(ValueKind.Time, nanoseconds, null);

    /// <summary>A duration.</summary>
    public static FluxValue Of(FluxDuration value) => new(ValueKind.Duration, 0, value);

    /// <summary>A regular expression.</summary>
    public static FluxValue Of(FluxRegexp value) => new(ValueKind.Regexp, 0, value);

    /// <summary>A list.</summary>
    public static FluxValue Of(IReadOnlyList<FluxValue> items) => new(ValueKind.Array, 0, items);

    /// <summary>A record.</summary>
    public static FluxValue Of(FluxRecord value) => new(ValueKind.Record, 0, value);

    /// <summary>A function.</summary>
    public static FluxValue Of(FluxFunction value) => new(ValueKind.Function, 0, value);

    /// <summary>Tables.</summary>
    public static FluxValue Of(IEnumerable<FluxTable> tables) => new(ValueKind.Stream, 0, tables);

    /// <summary>A value of a column, by its bits.</summary>
    public static FluxValue OfBits(ValueKind kind, long bits) => new(kind, bits, null);

    /// <summary>The name that the language gives the type.</summary>
    public static string Name(ValueKind kind) => kind switch
    {
        ValueKind.Stream => "stream",
        _ => kind.ToString().ToLowerInvariant(),
    };

    /// <inheritdoc />
    public bool Equals(FluxValue other) => Kind == other.Kind && Bits == other.Bits && Equals(_object, other._object);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is FluxValue other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Kind, Bits, _object);

    /// <summary>The value as <c>string()</c> gives it.</summary>
    public override string ToString() => Kind switch
    {
        ValueKind.Null => string.Empty,
        ValueKind.Bool => IsTrue ? "true" : "false",
        ValueKind.Int => Bits.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ValueKind.UInt => ((ulong)Bits).ToString(System.Globalization.CultureInfo.InvariantCulture),
        ValueKind.Float => FluxNumber.Format(Float),
        ValueKind.Time => FluxTime.Format(Bits),
        ValueKind.String => Text,
        ValueKind.Array => $"[{string.Join(", ", Items)}]",
        ValueKind.Record => $"{{{string.Join(", ", Record.Properties.Select(property => $"{property.Key}: {property.Value}"))}}}",
        ValueKind.Duration or ValueKind.Regexp => _object!.ToString()!,
        _ => $"<{Name(Kind)}>",
    };
}
