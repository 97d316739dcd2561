namespace Observability.CloudExporter.Configuration;

/// <summary>What opens a live account. Not a record: printing one would print what it holds.</summary>
internal sealed class LiveCredentials
{
    /// <summary>Exoscale's API key, or DigitalOcean's personal access token.</summary>
    public required Credential Key { get; init; }

    /// <summary>The secret of Exoscale's API key; null for DigitalOcean.</summary>
    public Credential? Secret { get; init; }

    /// <summary>The access key for DigitalOcean Spaces, which has credentials of its own; null leaves Spaces out.</summary>
    public Credential? SpacesKey { get; init; }

    /// <summary>The secret of <see cref="SpacesKey"/>.</summary>
    public Credential? SpacesSecret { get; init; }

    /// <summary>Regions whose Spaces are listed, for example <c>lon1</c>.</summary>
    public IReadOnlyList<string> SpacesRegions { get; init; } = [];
}
