namespace Observability.StandIns.Consumer.Model;

/// <summary>Value of a field. Numbers are kept in place, so that a line with numbers only makes no object for each.</summary>
internal readonly record struct FieldValue
{
    private readonly long _bits;
    private readonly string? _text;

    private FieldValue(FieldKind kind, long bits, string? text)
    {
        Kind = kind;
        _bits = bits;
        _text = text;
    }

    /// <summary>Its type; which of the properties has its value.</summary>
    public FieldKind Kind { get; }

    /// <summary>Value of <see cref="FieldKind.Float"/>.</summary>
    public double Float => BitConverter.Int64BitsToDouble(_bits);

    /// <summary>Value of <see cref="FieldKind.Integer"/>.</summary>
    public long Integer => _bits;

    /// <summary>Value of <see cref="FieldKind.Unsigned"/>.</summary>
    public ulong Unsigned => (ulong)_bits;

    /// <summary>Value of <see cref="FieldKind.Boolean"/>.</summary>
    public bool Boolean => _bits != 0;

    /// <summary>Value of <see cref="FieldKind.Text"/>.</summary>
    public string Text => _text!;

    /// <summary>The value as a number, where it is one or true or false; a text is none.</summary>
    public double? Number => Kind switch
    {
        FieldKind.Float => Float,
        FieldKind.Unsigned => Unsigned,
        FieldKind.Text => null,
        _ => _bits,
    };

    /// <summary>A floating-point number.</summary>
    public static FieldValue Of(double value) => new(FieldKind.Float, BitConverter.DoubleToInt64Bits(value), null);

    /// <summary>A signed integer.</summary>
    public static FieldValue Of(long value) => new(FieldKind.Integer, value, null);

    /// <summary>An unsigned integer.</summary>
    public static FieldValue Of(ulong value) => new(FieldKind.Unsigned, (long)value, null);

    /// <summary>True or false.</summary>
    public static FieldValue Of(bool value) => new(FieldKind.Boolean, value ? 1 : 0, null);

    /// <summary>A text.</summary>
    public static FieldValue Of(string value) => new(FieldKind.Text, 0, value);
}
