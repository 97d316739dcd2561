namespace Aspire.Hosting.ApplicationModel;

/// <summary>Names of facts that the dashboard gives a place of their own.</summary>
public static class CustomResourceKnownProperties
{
    /// <summary>Where the resource comes from: its image, its path.</summary>
    public static string Source { get; } = "resource.source";

    /// <summary>Its connection string.</summary>
    public static string ConnectionString { get; } = "resource.connectionString";
}
