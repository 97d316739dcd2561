using OpenIddict.Abstractions;

namespace Observability.StandIns.Identity.Protocol;

/// <summary>What Keycloak does and the stand-in does not: it says so with status 501 and the feature's name.</summary>
internal static class NotSupported
{
    private const string Feature = "identity.not-supported";

    // First segments below the realm's root and below /, longest first where one begins with another.
    private static readonly (string Path, string Feature)[] s_ofRealm =
    [
        ("/protocol/openid-connect/auth/device", "device authorization"),
        ("/protocol/openid-connect/ext/ciba", "client-initiated backchannel authentication (CIBA)"),
        ("/protocol/openid-connect/ext/par", "pushed authorization requests (PAR)"),
        ("/protocol/openid-connect/token/introspect", "token introspection"),
        ("/protocol/openid-connect/revoke", "token revocation"),
        ("/protocol/openid-connect/login-status-iframe.html", "the session iframe"),
        ("/protocol/openid-connect/3p-cookies", "the check for third-party cookies"),
        ("/protocol/openid-connect/registrations", "self-registration"),
        ("/protocol/openid-connect/forgot-credentials", "forgotten passwords"),
        ("/protocol/saml", "SAML"),
        ("/protocol/docker-v2", "Docker registry authentication"),
        ("/protocol/oid4vc", "verifiable credentials"),
        ("/clients-registrations", "client registration"),
        ("/login-actions/registration", "self-registration"),
        ("/login-actions/reset-credentials", "forgotten passwords"),
        ("/login-actions/required-action", "required actions"),
        ("/broker", "identity brokering"),
        ("/account", "the account console"),
        ("/authz", "authorization services (UMA)"),
        ("/device", "device authorization"),
    ];

    private static readonly (string Path, string Feature)[] s_ofServer =
    [
        ("/admin", "the admin console and the admin API"),
        ("/realms/master", "the realm 'master'"),
    ];

    /// <summary>Marks the current request's error as one of this kind.</summary>
    public static void Mark(HttpContext context, string feature) => context.Items[Feature] = feature;

    /// <summary>The feature that the current request asked for, or null.</summary>
    public static string? MarkOf(HttpContext context) => context.Items[Feature] as string;

    /// <summary>The sentence of an error.</summary>
    public static string Describe(string feature) => $"This is a stand-in for Keycloak, which does not do {feature}.";

    /// <summary>Answers every path that Keycloak has and the stand-in has not.</summary>
    public static void MapNotSupported(this WebApplication app, IdentityPaths paths)
    {
        foreach (var (path, feature) in s_ofRealm.Select(entry => (paths.Root + entry.Path, entry.Feature)).Concat(s_ofServer))
        {
            app.Map(path, context => WriteAsync(context, feature));
            app.Map(path + "/{**rest}", context => WriteAsync(context, feature));
        }
    }

    private static Task WriteAsync(HttpContext context, string feature)
    {
        context.Response.StatusCode = StatusCodes.Status501NotImplemented;
        if (HttpMethods.IsGet(context.Request.Method) && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
        {
            // The status page is written where all of them are.
            Mark(context, feature);
            return Task.CompletedTask;
        }

        return context.Response.WriteAsJsonAsync(
            new Dictionary<string, string>
            {
                [OpenIddictConstants.Parameters.Error] = "not_implemented",
                [OpenIddictConstants.Parameters.ErrorDescription] = Describe(feature),
            },
            context.RequestAborted);
    }
}
