namespace Observability.StandIns.Gateway.Configuration;

/// <summary>One server of a service.</summary>
/// <param name="Url">Scheme, host and port.</param>
/// <param name="Weight">Its share of the requests.</param>
internal sealed record ServerDefinition(Uri Url, int Weight);
