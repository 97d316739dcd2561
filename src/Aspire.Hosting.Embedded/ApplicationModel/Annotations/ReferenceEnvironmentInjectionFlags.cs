namespace Aspire.Hosting.ApplicationModel;

/// <summary>Which variables a reference to another resource sets.</summary>
[Flags]
public enum ReferenceEnvironmentInjectionFlags
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The connection string.</summary>
    ConnectionString = 1,

    /// <summary>The parts of the connection string.</summary>
    ConnectionProperties = 2,

    /// <summary>The endpoints for service discovery.</summary>
    ServiceDiscovery = 4,

    /// <summary>The URLs of the endpoints.</summary>
    Endpoints = 8,

    /// <summary>All. The default.</summary>
    All = ConnectionString | ConnectionProperties | ServiceDiscovery | Endpoints,
}
