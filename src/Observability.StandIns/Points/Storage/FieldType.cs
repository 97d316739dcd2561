namespace Observability.StandIns.Points.Storage;

/// <summary>Type of a field's values; the numbers are stored.</summary>
internal enum FieldType
{
    /// <summary>A 64-bit floating-point number.</summary>
    Float = 0,

    /// <summary>A signed 64-bit number.</summary>
    Integer = 1,

    /// <summary>An unsigned 64-bit number.</summary>
    Unsigned = 2,

    /// <summary>A text.</summary>
    String = 3,

    /// <summary>True or false.</summary>
    Boolean = 4,
}
