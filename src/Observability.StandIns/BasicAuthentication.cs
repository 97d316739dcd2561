using System.Net.Http.Headers;
using System.Text;

namespace Observability.StandIns;

/// <summary>The header of basic authentication (RFC 7617).</summary>
internal static class BasicAuthentication
{
    /// <summary>The header for a user, or null where there is none.</summary>
    public static AuthenticationHeaderValue? Of(string? user, string? password) => user is null
        ? null
        : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));

    /// <summary>The header for what stands before the host of an address, as Go's client sends it; null where nothing does.</summary>
    public static AuthenticationHeaderValue? Of(Uri address) => address.UserInfo.Split(':', 2) switch
    {
        [{ Length: > 0 } user] => Of(Uri.UnescapeDataString(user), string.Empty),
        [var user, var password] => Of(Uri.UnescapeDataString(user), Uri.UnescapeDataString(password)),
        _ => null,
    };
}
