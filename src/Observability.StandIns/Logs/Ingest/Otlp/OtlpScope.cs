namespace Observability.StandIns.Logs.Ingest.Otlp;

/// <summary>What made lines, and the lines.</summary>
internal sealed class OtlpScope
{
    /// <summary>Its name.</summary>
    public string Name { get; set; } = string.Empty;

    /// <summary>Its version.</summary>
    public string Version { get; set; } = string.Empty;

    /// <summary>Its attributes.</summary>
    public List<OtlpAttribute> Attributes { get; } = [];

    /// <summary>How many attributes its sender left out.</summary>
    public uint DroppedAttributes { get; set; }

    /// <summary>The lines.</summary>
    public List<OtlpRecord> Records { get; } = [];
}
