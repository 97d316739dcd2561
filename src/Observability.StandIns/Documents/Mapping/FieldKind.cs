namespace Observability.StandIns.Documents.Mapping;

/// <summary>How the values of a field are kept and compared; several types of fields share one.</summary>
internal enum FieldKind
{
    /// <summary>A text that is one term.</summary>
    Keyword,

    /// <summary>A text that is cut into words.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Long,

    /// <summary>A decimal number.</summary>
    Double,

    /// <summary>A moment, in milliseconds since 1970.</summary>
    Date,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>An address of the internet protocol.</summary>
    Ip,

    /// <summary>Is kept with its document and can be neither searched nor counted.</summary>
    Binary,
}
