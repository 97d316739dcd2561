namespace Observability.CloudExporter.Configuration;

/// <summary>A cloud whose accounts can be read.</summary>
internal enum CloudProvider
{
    /// <summary>https://www.exoscale.com</summary>
    Exoscale,

    /// <summary>https://www.digitalocean.com</summary>
    DigitalOcean,
}
