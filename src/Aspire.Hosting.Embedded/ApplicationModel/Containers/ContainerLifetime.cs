namespace Aspire.Hosting.ApplicationModel;

/// <summary>How long a container lives.</summary>
public enum ContainerLifetime
{
    /// <summary>As long as the AppHost runs. The default.</summary>
    Session = 0,

    /// <summary>Until somebody removes it; the next run finds it again.</summary>
    Persistent = 1,
}
