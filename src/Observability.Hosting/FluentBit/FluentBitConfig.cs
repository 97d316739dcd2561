namespace Observability.Hosting.FluentBit;

/// <summary>Everything that goes into Fluent Bit's configuration, with addresses resolved and paths mapped.</summary>
/// <param name="Name">Name of its resource; in a cluster its own pods' lines are left out.</param>
/// <param name="ListenHost">Address that it listens on.</param>
/// <param name="DataFolder">Where it remembers what it has read.</param>
/// <param name="LogFolder">Folder with the stack's console logs, or null in a cluster, where the containers' logs are read.</param>
/// <param name="TalosPort">Port for the machine logs of Talos, or null.</param>
/// <param name="Outputs">Where the lines go.</param>
internal sealed record FluentBitConfig(
    string Name, string ListenHost, string DataFolder, string? LogFolder, int? TalosPort, IReadOnlyList<FluentBitOutput> Outputs);
