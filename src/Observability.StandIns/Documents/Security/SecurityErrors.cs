using System.Text.Json.Nodes;
using Observability.StandIns.Documents.Http;

namespace Observability.StandIns.Documents.Security;

/// <summary>What a request without the right to be answered is told.</summary>
internal static class SecurityErrors
{
    /// <summary>How to sign in; clients that send their credentials only when asked wait for it.</summary>
    public const string Challenge = "Basic realm=\"security\", charset=\"UTF-8\"";

    private const string Type = "security_exception";

    /// <summary>401: there are no credentials.</summary>
    public static ApiException MissingCredentials(HttpRequest request) =>
        Unauthorized($"missing authentication credentials for REST request [{request.Path}{request.QueryString}]");

    /// <summary>401: the credentials are wrong; it is not said which of the two.</summary>
    public static ApiException WrongCredentials(HttpRequest request, string? user) => Unauthorized(user is null
        ? $"unable to authenticate with provided credentials and anonymous access is not allowed for this request [{request.Path}{request.QueryString}]"
        : $"unable to authenticate user [{user}] for REST request [{request.Path}{request.QueryString}]");

    /// <summary>403, or 401 for who may yet sign in.</summary>
    public static ApiException Denied(Caller caller, string action, IReadOnlyList<string>? indices = null)
    {
        if (caller.IsAskedToSignIn)
        {
            return Unauthorized($"action [{action}] requires authentication");
        }

        var who = caller.IsAnonymous ? $"anonymous user [{caller.Name}]" : $"user [{caller.Name}]";
        var roles = string.Join(',', caller.Roles.Select(role => role.Name));
        var on = indices is { Count: > 0 } ? $" on indices [{string.Join(',', indices)}]" : string.Empty;
        return new ApiException(403, Type, $"action [{action}] is unauthorized for {who} with effective roles [{roles}]{on}");
    }

    private static ApiException Unauthorized(string reason) => new(401, Type, reason)
    {
        Details = new JsonObject { ["header"] = new JsonObject { ["WWW-Authenticate"] = Challenge } },
    };
}
