namespace Observability.StandIns.Gateway.Configuration;

/// <summary>A file of the dynamic configuration cannot be used; the message names the file and the place in it.</summary>
internal sealed class DynamicConfigurationException(string message) : Exception(message);
