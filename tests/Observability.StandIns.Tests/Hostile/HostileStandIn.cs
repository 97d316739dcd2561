using Observability.Tests.Hostile;

namespace Observability.StandIns.Tests.Hostile;

/// <summary>A stand-in as the hostile tests know it.</summary>
/// <param name="Name">The program's first argument.</param>
/// <param name="Prepare">Writes its configuration and returns its other arguments.</param>
/// <param name="Targets">What is attacked: one for each port. Log and process are filled in.</param>
internal sealed record HostileStandIn(
    string Name, Func<HostileSetup, IReadOnlyList<string>> Prepare, Func<HostileSetup, IReadOnlyList<HostileTarget>> Targets);
