using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using Observability.StandIns.Dashboards.Configuration;

namespace Observability.StandIns.Dashboards.SignIn;

/// <summary>
/// The two halves of a sign-in at the identity provider, both under <c>/login/generic_oauth</c>: without a code the browser is sent
/// there, with one it has come back. What the second half must know of the first is in a protected cookie.
/// </summary>
internal sealed class OAuthFlow(
    DashboardsConfiguration configuration,
    OAuthSettings settings,
    OAuthClient client,
    SessionStore sessions,
    IDataProtectionProvider protection,
    ILogger<OAuthFlow> logger)
{
    /// <summary>Path of both halves, below the root.</summary>
    public const string Path = "/login/generic_oauth";

    private const string CookieName = "oauth_state";
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(10);
    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector(nameof(OAuthFlow)).ToTimeLimitedDataProtector();
    private readonly ClaimReader _claims = new(settings, configuration.NewUserRole);

    private string RedirectUri => configuration.RootUrl.ToString().TrimEnd('/') + Path;

    /// <summary>Answers a request of the path.</summary>
    public async Task<IResult> AnswerAsync(HttpContext context)
    {
        var query = context.Request.Query;
        if (query["error"].ToString() is { Length: > 0 } error)
        {
            logger.LogWarning("The identity provider answers {Error}: {Description}", Clean(error),
                Clean(query["error_description"].ToString()));
            return Refuse(context, error == "access_denied" ? "The identity provider has denied access."
                : "The identity provider reports an error.");
        }

        return query.ContainsKey("code") ? await FinishAsync(context).ConfigureAwait(false) : Start(context);
    }

    /// <summary>Where the browser goes to sign out at the provider; null where it stays here.</summary>
    public string? GetSignOutUrl(Session? session) => settings.SignOutUrl is not { } url
        ? null
        : session?.Tokens?.Id is { } idToken && url.Contains("post_logout_redirect_uri=", StringComparison.Ordinal)
            ? QueryHelpers.AddQueryString(url, "id_token_hint", idToken)
            : url;

    /// <summary>Gets new tokens where the access token has ended; false where the provider gives none, and the session is over.</summary>
    public async Task<bool> KeepAliveAsync(Session session, DateTimeOffset now, CancellationToken cancellationToken)
    {
        bool IsFresh() => session.Tokens is not { Expires: { } expires } || expires > now;
        if (!settings.UseRefreshToken || session.Tokens?.Refresh is null || IsFresh())
        {
            return true;
        }

        await session.Exchange.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!IsFresh())
            {
                // Whoever asked may leave meanwhile; the refresh token is spent all the same. The client has a patience of its own.
                session.Tokens = await client.RefreshAsync(session.Tokens, CancellationToken.None).ConfigureAwait(false);
            }

            return true;
        }
        catch (SignInRefusedException refused)
        {
            logger.LogInformation("The session of {User} is over: {Why}", session.Visitor.Login, refused.Message);
            return false;
        }
        finally
        {
            session.Exchange.Release();
        }
    }

    private RedirectHttpResult Start(HttpContext context)
    {
        var state = CreateRandom();
        var verifier = settings.UsePkce ? CreateRandom() : null;
        var pending = new Pending(state, verifier, LocalAddress.Check(context.Request.Query["redirectTo"], configuration.SubPath));
        context.Response.Cookies.Append(CookieName, _protector.Protect(JsonSerializer.Serialize(pending), s_longest),
            CreateCookie(s_longest));
        var parameters = new Dictionary<string, string?>
        {
            ["client_id"] = settings.ClientId,
            ["redirect_uri"] = RedirectUri,
            ["response_type"] = "code",
            ["scope"] = settings.Scopes,
            ["state"] = state,
        };
        if (verifier is not null)
        {
            parameters["code_challenge"] = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
            parameters["code_challenge_method"] = "S256";
        }

        return TypedResults.Redirect(QueryHelpers.AddQueryString(settings.AuthorizationUrl.ToString(), parameters));
    }

    private async Task<IResult> FinishAsync(HttpContext context)
    {
        var pending = ReadPending(context);
        context.Response.Cookies.Delete(CookieName, CreateCookie(lifetime: null));
        var state = context.Request.Query["state"].ToString();
        if (pending is null || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(state),
            Encoding.UTF8.GetBytes(pending.State)))
        {
            return Refuse(context, "This sign-in was not begun in this browser, or too long ago. Please try again.");
        }

        try
        {
            var tokens = await client
                .RedeemAsync(context.Request.Query["code"].ToString(), RedirectUri, pending.Verifier, context.RequestAborted)
                .ConfigureAwait(false);
            var visitor = _claims.Read(await client.ReadClaimsAsync(tokens, context.RequestAborted).ConfigureAwait(false));
            sessions.Start(context, visitor, tokens);
            logger.LogInformation("{User} signed in as {Role}", Clean(visitor.Login), visitor.Role);
            return TypedResults.Redirect(pending.RedirectTo);
        }
        catch (SignInRefusedException refused)
        {
            logger.LogWarning("Somebody was refused: {Why}", refused.Message);
            return Refuse(context, refused.Message);
        }
    }

    private Pending? ReadPending(HttpContext context)
    {
        try
        {
            return context.Request.Cookies[CookieName] is { Length: > 0 } cookie
                ? JsonSerializer.Deserialize<Pending>(_protector.Unprotect(cookie))
                : null;
        }
        catch (Exception error) when (error is CryptographicException or JsonException)
        {
            return null;
        }
    }

    // The message goes by a cookie that the page reads once, not by the address, in which anybody could write one.
    private RedirectHttpResult Refuse(HttpContext context, string message)
    {
        LoginMessage.Leave(context, message, sessions.CreateCookie(TimeSpan.FromMinutes(1)), protection);
        return TypedResults.Redirect($"{configuration.SubPath}/login");
    }

    // Not strict, whatever the session's cookie is: the browser comes back from another site.
    private CookieOptions CreateCookie(TimeSpan? lifetime)
    {
        var cookie = sessions.CreateCookie(lifetime);
        cookie.SameSite = SameSiteMode.Lax;
        return cookie;
    }

    private static string CreateRandom() => WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));

    private static string Clean(string text) => string.Concat(text.Take(200).Select(letter => char.IsControl(letter) ? ' ' : letter));

    private sealed record Pending(string State, string? Verifier, string RedirectTo);
}
