using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Observability.StandIns.Dashboards.SignIn;

/// <summary>Why a sign-in failed, kept for the login page in a protected cookie of one minute.</summary>
internal static class LoginMessage
{
    private const string CookieName = "login_message";

    /// <summary>Leaves a message.</summary>
    public static void Leave(HttpContext context, string message, CookieOptions cookie, IDataProtectionProvider protection) =>
        context.Response.Cookies.Append(CookieName, protection.CreateProtector(CookieName).Protect(message), cookie);

    /// <summary>Takes it; null where there is none.</summary>
    public static string? Take(HttpContext context, CookieOptions cookie, IDataProtectionProvider protection)
    {
        if (context.Request.Cookies[CookieName] is not { Length: > 0 } text)
        {
            return null;
        }

        context.Response.Cookies.Delete(CookieName, cookie);
        try
        {
            return protection.CreateProtector(CookieName).Unprotect(text);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
