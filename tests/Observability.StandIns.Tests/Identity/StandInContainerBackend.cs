using Observability.Hosting.Keycloak;
using Observability.StandIns.Tests.Containers;
using Observability.Testcontainers;

namespace Observability.StandIns.Tests.Identity;

/// <summary>The stand-in in Keycloak's place in a container: it gets Keycloak's files, variables and ports.</summary>
public sealed class StandInContainerBackend : KeycloakContainerBackend
{
    private const int User = 1000;

    // The arguments are Keycloak's own; a stand-in has its own.
    private protected override async Task<ServerContainerBuilder<IKeycloak>> CreateAsync()
    {
        var image = KeycloakFacts.Server.Image;
        var command = $"standin identity --import {Path.GetDirectoryName(KeycloakFacts.ImportPath(Realm))}"
            + $" --http 0.0.0.0:{KeycloakFacts.Port} --management 0.0.0.0:{KeycloakFacts.ManagementPort}";
        return ServerContainers.Keycloak().WithImage(await StandInImage.EnsureAsync((image.Repository, image.Tag), User, command));
    }
}
