using Observability.Hosting.Model;

namespace Observability.Hosting.Keycloak;

/// <summary>A Keycloak, whatever stands behind it.</summary>
public interface IKeycloak : IIdentityProvider
{
}
