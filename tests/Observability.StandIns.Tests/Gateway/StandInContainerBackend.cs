using Observability.Hosting.Traefik;
using Observability.StandIns.Tests.Containers;
using Observability.Testcontainers;

namespace Observability.StandIns.Tests.Gateway;

/// <summary>The stand-in in Traefik's place in a container: it gets Traefik's files, arguments and ports.</summary>
public sealed class StandInContainerBackend : TraefikContainerBackend
{
    private const int User = 65532;

    private protected override async Task<ServerContainerBuilder<ITraefik>> CreateAsync() => ServerContainers.Traefik().WithImage(
        await StandInImage.EnsureAsync((TraefikFacts.Server.Image.Repository, TraefikFacts.Server.Image.Tag), User, "standin gateway \"$@\""));
}
