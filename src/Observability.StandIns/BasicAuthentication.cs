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
}
