using System.Net;

namespace Observability.StandIns.Identity;

/// <summary>The command line and the one variable that the stand-in itself reads.</summary>
/// <param name="ImportFolder">Folder with the realm file, named as Keycloak wants it: <c>&lt;realm&gt;-realm.json</c>.</param>
/// <param name="Http">Where people and applications come to.</param>
/// <param name="Management">Where health and metrics are served.</param>
/// <param name="PublicUrl">URL without a slash at its end under which people see it (<c>KC_HOSTNAME</c>).</param>
internal sealed record IdentityArguments(string ImportFolder, IPEndPoint Http, IPEndPoint Management, string PublicUrl)
{
    private const string Usage = "Usage: Observability.StandIns identity --import <folder> --http <address:port> --management <address:port>";

    /// <summary>Reads them.</summary>
    /// <exception cref="StandInException">One is missing or wrong.</exception>
    public static IdentityArguments Read(string[] arguments, Func<string, string?> getVariable)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < arguments.Length; i += 2)
        {
            if (i + 1 == arguments.Length
                || arguments[i] is not ("--import" or "--http" or "--management")
                || !values.TryAdd(arguments[i], arguments[i + 1]))
            {
                throw new StandInException($"identity: '{arguments[i]}' has no value, is unknown or comes twice.{Environment.NewLine}{Usage}");
            }
        }

        return new IdentityArguments(
            Require(values, "--import"),
            ParseAddress("--http", Require(values, "--http")),
            ParseAddress("--management", Require(values, "--management")),
            ParsePublicUrl(getVariable("KC_HOSTNAME")));
    }

    private static string Require(Dictionary<string, string> values, string name) =>
        values.GetValueOrDefault(name) ?? throw new StandInException($"identity: {name} is missing.{Environment.NewLine}{Usage}");

    private static IPEndPoint ParseAddress(string name, string value) =>
        value.Contains(':', StringComparison.Ordinal) && IPEndPoint.TryParse(value, out var address)
            ? address
            : throw new StandInException($"identity: {name} is '{value}'; give an IP address and a port, for example 127.0.0.1:8080.");

    // Tokens name it as their issuer: without it they would name whatever host a request happened to come by.
    private static string ParsePublicUrl(string? value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
        && url is { AbsolutePath: "/", Query: "", Fragment: "", UserInfo: "" }
            ? url.GetLeftPart(UriPartial.Authority)
            : throw new StandInException($"identity: KC_HOSTNAME is '{value}'; set it to the URL that people open, for example http://localhost:8080.");
}
