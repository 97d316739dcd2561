namespace Observability.StandIns.Consumer.Model;

/// <summary>The types that a field of line protocol can have.</summary>
internal enum FieldKind
{
    /// <summary>A 64-bit floating-point number.</summary>
    Float,

    /// <summary>A signed 64-bit integer, written with <c>i</c>.</summary>
    Integer,

    /// <summary>An unsigned 64-bit integer, written with <c>u</c>.</summary>
    Unsigned,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A text in double quotes.</summary>
    Text,
}
