using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Model;

namespace Observability.Hosting.Keycloak;

/// <summary>Finds the applications that sign people in with a Keycloak.</summary>
internal static class KeycloakClients
{
    /// <summary>The applications and what they said of themselves, in the order of the resources.</summary>
    public static IEnumerable<(IResourceWithEndpoints Application, OidcClient Client)> Of(
        IKeycloak keycloak, IEnumerable<IResource> resources) =>
        from application in resources.OfType<IResourceWithEndpoints>()
        where application.HasEdge(EdgeKind.SignIn, keycloak)
        select (application, application.GetRequired<OidcClientAnnotation>().Client);

    /// <summary>
    /// Variable of the server with an application's secret. Named after the resource: those names are distinct whatever their
    /// case, and have no underscore.
    /// </summary>
    public static string SecretVariable(IResource application) =>
        $"{application.Name.ToUpperInvariant().Replace('-', '_')}_CLIENT_SECRET";
}
