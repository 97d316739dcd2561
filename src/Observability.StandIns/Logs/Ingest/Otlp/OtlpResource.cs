namespace Observability.StandIns.Logs.Ingest.Otlp;

/// <summary>Where lines come from, and what made them there.</summary>
internal sealed class OtlpResource
{
    /// <summary>Its attributes.</summary>
    public List<OtlpAttribute> Attributes { get; } = [];

    /// <summary>What made the lines.</summary>
    public List<OtlpScope> Scopes { get; } = [];
}
