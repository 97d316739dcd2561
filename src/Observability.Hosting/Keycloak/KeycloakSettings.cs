using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Model;

namespace Observability.Hosting.Keycloak;

/// <summary>What the verbs set on a Keycloak; its clients are edges of the graph.</summary>
internal sealed class KeycloakSettings(string realm) : IResourceAnnotation
{
    /// <summary>Name of the realm.</summary>
    public string Realm { get; } = realm;

    /// <summary>People of the laptop, with their passwords.</summary>
    public List<(KeycloakUser User, SecretReference Password)> Users { get; } = [];

    /// <summary>Client identifier at GitHub, or null where nobody signs in there.</summary>
    public ParameterResource? GitHubClientId { get; set; }

    /// <summary>Client secret at GitHub.</summary>
    public SecretReference? GitHubClientSecret { get; set; }

    /// <summary>Parameter that must be set because its other half is, or null.</summary>
    public string? MissingGitHubParameter { get; set; }

    /// <summary>The author's own realm file, as an absolute path on this machine, or null.</summary>
    public string? RealmFile { get; set; }
}
