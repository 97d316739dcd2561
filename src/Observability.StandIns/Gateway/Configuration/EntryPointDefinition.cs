using System.Net;

namespace Observability.StandIns.Gateway.Configuration;

/// <summary>An entry point.</summary>
/// <param name="Name">Name.</param>
/// <param name="Host">Host part of its address; empty for all of the machine's.</param>
/// <param name="Port">Port.</param>
/// <param name="AsDefault">True where routers that name no entry point get it.</param>
/// <param name="TrustsEveryone">True where every client's forwarded headers are believed.</param>
/// <param name="TrustedNetworks">Networks whose forwarded headers are believed.</param>
internal sealed record EntryPointDefinition(
    string Name, string Host, int Port, bool AsDefault, bool TrustsEveryone, IReadOnlyList<IPNetwork> TrustedNetworks);
