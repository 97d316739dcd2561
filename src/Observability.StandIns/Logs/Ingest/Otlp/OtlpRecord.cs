namespace Observability.StandIns.Logs.Ingest.Otlp;

/// <summary>A line (https://opentelemetry.io/docs/specs/otel/logs/data-model/).</summary>
internal sealed class OtlpRecord
{
    /// <summary>When it happened, in nanoseconds since the Unix epoch; 0 where nobody knows.</summary>
    public ulong Time { get; set; }

    /// <summary>When it was seen.</summary>
    public ulong ObservedTime { get; set; }

    /// <summary>Its severity as a number; 0 for none.</summary>
    public int SeverityNumber { get; set; }

    /// <summary>Its severity as a text.</summary>
    public string SeverityText { get; set; } = string.Empty;

    /// <summary>The line itself.</summary>
    public object? Body { get; set; }

    /// <summary>Its attributes.</summary>
    public List<OtlpAttribute> Attributes { get; } = [];

    /// <summary>How many attributes its sender left out.</summary>
    public uint DroppedAttributes { get; set; }

    /// <summary>Flags of the trace.</summary>
    public uint Flags { get; set; }

    /// <summary>The trace, in hexadecimal digits.</summary>
    public string TraceId { get; set; } = string.Empty;

    /// <summary>The span, in hexadecimal digits.</summary>
    public string SpanId { get; set; } = string.Empty;

    /// <summary>Name of the event.</summary>
    public string EventName { get; set; } = string.Empty;
}
