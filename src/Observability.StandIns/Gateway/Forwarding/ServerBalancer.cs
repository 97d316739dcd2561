using Observability.StandIns.Gateway.Configuration;

namespace Observability.StandIns.Gateway.Forwarding;

/// <summary>
/// Deals requests out among servers by weight (Traefik's <c>wrr</c>): each has a next turn, the earliest is served and gets its
/// next one the sooner the greater its weight.
/// </summary>
/// <param name="servers">The servers; one of weight 0 gets nothing.</param>
internal sealed class ServerBalancer(IEnumerable<ServerDefinition> servers)
{
    private readonly Lock _lock = new();
    private readonly Turn[] _turns =
        [.. servers.Where(server => server.Weight > 0).Select(server => new Turn { Server = server, At = 1d / server.Weight })];

    /// <summary>The next server, or null where there is none.</summary>
    public ServerDefinition? Next()
    {
        if (_turns.Length <= 1)
        {
            return _turns.Length == 0 ? null : _turns[0].Server;
        }

        lock (_lock)
        {
            var next = _turns.MinBy(turn => turn.At)!;
            next.At += 1d / next.Server.Weight;
            return next.Server;
        }
    }

    private sealed class Turn
    {
        public required ServerDefinition Server { get; init; }

        public required double At { get; set; }
    }
}
