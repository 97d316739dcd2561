using System.Text;
using Observability.Hosting.Keycloak;
using Observability.StandIns.Tests.Containers;
using Observability.Testcontainers;

namespace Observability.StandIns.Tests.Identity;

/// <summary>Keycloak in a container, as a stack would run it, but for the realm and the public URL of the contract.</summary>
public class KeycloakContainerBackend : IdentityBackend
{
    private ServerContainer<IKeycloak>? _container;

    public override async Task StartAsync()
    {
        if (_container is null)
        {
            var builder = (await CreateAsync())
                .WithPortBinding(Port, KeycloakFacts.Port)
                .WithPortBinding(ManagementPort, KeycloakFacts.ManagementPort)
                .WithResourceMapping(Encoding.UTF8.GetBytes(RealmText), KeycloakFacts.ImportPath(Realm))
                .WithEnvironment(Secrets.ToDictionary(secret => secret.Key, secret => secret.Value!))
                .WithEnvironment("KC_HOSTNAME", PublicUrl);
            _container = await ContainerBackend.StartAsync(builder);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        if (_container is not null)
        {
            await _container.DisposeAsync();
        }

        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected virtual Task<ServerContainerBuilder<IKeycloak>> CreateAsync() => Task.FromResult(ServerContainers.Keycloak());

    private protected override ChildProcess Launch(Dictionary<string, string?> environment) => throw new NotSupportedException("It is a container.");
}
