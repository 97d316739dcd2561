namespace Observability.StandIns.Logs.Configuration;

/// <summary>What becomes of an attribute of OTLP.</summary>
internal enum OtlpAction
{
    /// <summary>Structured metadata of the line.</summary>
    StructuredMetadata,

    /// <summary>A label of the stream.</summary>
    IndexLabel,

    /// <summary>Nothing.</summary>
    Drop,
}
