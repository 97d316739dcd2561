namespace Aspire.Hosting;

/// <summary>How a <see cref="DistributedApplicationBuilder"/> is made.</summary>
public sealed class DistributedApplicationOptions
{
    /// <summary>Command line; its switches are configuration keys, unknown ones do no harm. Default: none.</summary>
    public string[]? Args { get; set; }

    /// <summary>Name of the AppHost's assembly; default: the process's entry assembly.</summary>
    public string? AssemblyName { get; set; }

    /// <summary>Directory of the AppHost project; default: the one the assembly was built from, else the current one.</summary>
    public string? ProjectDirectory { get; set; }

    /// <summary>Name of the application in the dashboard; default: that of the AppHost's assembly.</summary>
    public string? DashboardApplicationName { get; set; }

    /// <summary>True to run without the dashboard; default false.</summary>
    public bool DisableDashboard { get; set; }

    /// <summary>True to allow listeners without TLS; they are always allowed here, as all of them are on the loopback interface.</summary>
    public bool AllowUnsecuredTransport { get; set; }

    /// <summary>True to repeat the resources' logs in the AppHost's own; default false.</summary>
    public bool EnableResourceLogging { get; set; }

    /// <summary>Registry that all images are pulled from, instead of their own; default: none.</summary>
    public string? ContainerRegistryOverride { get; set; }

    /// <summary>Whether resources trust the ASP.NET Core development certificate. It is not used here, and this has no effect.</summary>
    public bool? TrustDeveloperCertificate { get; set; }

    /// <summary>Whether endpoints use the ASP.NET Core development certificate. It is not used here, and this has no effect.</summary>
    public bool? DeveloperCertificateDefaultHttpsTerminationEnabled { get; set; }
}
