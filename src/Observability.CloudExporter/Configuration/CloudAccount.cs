namespace Observability.CloudExporter.Configuration;

/// <summary>One account to read.</summary>
/// <param name="Name">What the label <c>account</c> says; unique within a provider.</param>
/// <param name="Provider">Whose account it is.</param>
internal sealed record CloudAccount(string Name, CloudProvider Provider)
{
    /// <summary>Credentials of a live account; null for a recorded one.</summary>
    public LiveCredentials? Live { get; init; }

    /// <summary>Folder of a recorded account; null for the one that is built in.</summary>
    public string? Folder { get; init; }

    /// <summary>The provider as labels, logs and configuration spell it.</summary>
    public string ProviderName => NameOf(Provider);

    /// <summary>How labels, logs and configuration spell a provider.</summary>
    public static string NameOf(CloudProvider provider) => provider switch
    {
        CloudProvider.Exoscale => "exoscale",
        CloudProvider.DigitalOcean => "digitalocean",
        _ => throw new ArgumentOutOfRangeException(nameof(provider)),
    };
}
