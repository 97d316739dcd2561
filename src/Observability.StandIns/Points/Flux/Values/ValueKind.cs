namespace Observability.StandIns.Points.Flux.Values;

/// <summary>Type of a value; the first ones are those that columns have.</summary>
internal enum ValueKind
{
    /// <summary>No value.</summary>
    Null,

    /// <summary>True or false.</summary>
    Bool,

    /// <summary>A signed number.</summary>
    Int,

    /// <summary>An unsigned number.</summary>
    UInt,

    /// <summary>A floating-point number.</summary>
    Float,

    /// <summary>A text.</summary>
    String,

    /// <summary>Nanoseconds since 1970.</summary>
    Time,

    /// <summary>A span of time.</summary>
    Duration,

    /// <summary>A regular expression.</summary>
    Regexp,

    /// <summary>A list.</summary>
    Array,

    /// <summary>Values by name.</summary>
    Record,

    /// <summary>A function.</summary>
    Function,

    /// <summary>Tables.</summary>
    Stream,
}
