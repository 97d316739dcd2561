namespace Observability.Hosting.Alloy;

/// <summary>Everything that goes into Alloy's configuration, with addresses resolved and paths mapped.</summary>
/// <param name="LogFolder">Folder with the stack's console logs, or null in a cluster, where the pods' logs are read.</param>
/// <param name="Stack">Value of the label <c>stack</c>.</param>
/// <param name="Targets">Where the lines go.</param>
internal sealed record AlloyConfig(string? LogFolder, string Stack, IReadOnlyList<AlloyTarget> Targets);
