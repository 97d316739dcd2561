namespace Aspire.Hosting.ApplicationModel;

/// <summary>Which addresses of the machine an endpoint listens on.</summary>
public enum EndpointBindingMode
{
    /// <summary>One address. The default.</summary>
    SingleAddress = 0,

    /// <summary>All IPv4 and IPv6 addresses.</summary>
    DualStackAnyAddresses = 1,

    /// <summary>All IPv4 addresses.</summary>
    IPv4AnyAddresses = 2,

    /// <summary>All IPv6 addresses.</summary>
    IPv6AnyAddresses = 3,
}
