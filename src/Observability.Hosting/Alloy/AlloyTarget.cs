namespace Observability.Hosting.Alloy;

/// <summary>A store that lines are written to.</summary>
/// <param name="Name">Name of its resource.</param>
/// <param name="Url">URL of its push API.</param>
/// <param name="Tenant">Tenant that it must be told, or null.</param>
internal sealed record AlloyTarget(string Name, string Url, string? Tenant);
