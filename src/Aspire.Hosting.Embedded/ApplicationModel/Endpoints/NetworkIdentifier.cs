namespace Aspire.Hosting.ApplicationModel;

/// <summary>A network from which endpoints are reached.</summary>
/// <param name="Value">Name of the network.</param>
public record NetworkIdentifier(string Value);
