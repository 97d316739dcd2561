using System.Net;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OAuth;

namespace GrafanaDouble;

/// <summary>Grafana's generic OAuth: authorization code with PKCE, role by JMESPath over the id token, then over userinfo.</summary>
internal static class SignIn
{
    private const string Section = "auth.generic_oauth";

    public static void Add(IServiceCollection services, GrafanaSettings settings) => services
        .AddAuthorization()
        .AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme)
        .AddCookie(options => options.LoginPath = "/login")
        .AddOAuth(Section, options =>
        {
            options.ClientId = settings.Require(Section, "client_id");
            options.ClientSecret = settings.Require(Section, "client_secret");
            options.AuthorizationEndpoint = settings.Require(Section, "auth_url");
            options.TokenEndpoint = settings.Require(Section, "token_url");
            options.UserInformationEndpoint = settings.Require(Section, "api_url");
            options.UsePkce = settings.Find(Section, "use_pkce") == "true";
            options.CallbackPath = "/login/generic_oauth";
            options.SaveTokens = true;
            foreach (var scope in settings.Require(Section, "scopes").Split([' ', ','], StringSplitOptions.RemoveEmptyEntries))
            {
                options.Scope.Add(scope);
            }

            options.Events.OnCreatingTicket = context => TakeClaimsAsync(context, settings);
        });

    public static void Use(WebApplication app, GrafanaSettings settings)
    {
        // Grafana builds its redirect URI of root_url, whatever the request says.
        var root = new Uri(settings.Require("server", "root_url"));
        app.Use((context, next) =>
        {
            context.Request.Scheme = root.Scheme;
            context.Request.Host = new HostString(root.Authority);
            return next(context);
        });
        app.UseAuthentication();
        app.UseAuthorization();

        app.MapGet("/", (ClaimsPrincipal user) => Page(
            $"<p>Signed in as <b id=\"login\">{Encode(user.FindFirstValue(ClaimTypes.Name))}</b> with role <b id=\"role\">{Encode(user.FindFirstValue(ClaimTypes.Role))}</b>.</p><a href=\"/logout\">Sign out</a>"))
            .RequireAuthorization();
        app.MapGet("/login", () => Page($"<a href=\"/login/start\">Sign in with {Encode(settings.Require(Section, "name"))}</a>"));
        app.MapGet("/login/start", () => Results.Challenge(new AuthenticationProperties { RedirectUri = "/" }, [Section]));
        app.MapGet("/logout", async context =>
        {
            var idToken = await context.GetTokenAsync("id_token");
            await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
            context.Response.Redirect($"{settings.Find(Section, "signout_redirect_url") ?? settings.Require("auth", "signout_redirect_url")}&id_token_hint={idToken}");
        });
        app.MapGet("/refresh", (Delegate)((HttpContext context) => RefreshAsync(context, settings))).RequireAuthorization();
    }

    private static async Task TakeClaimsAsync(OAuthCreatingTicketContext context, GrafanaSettings settings)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, context.Options.UserInformationEndpoint);
        request.Headers.Authorization = new("Bearer", context.AccessToken);
        using var answer = await context.Backchannel.SendAsync(request, context.HttpContext.RequestAborted);
        answer.EnsureSuccessStatusCode();
        var userInfo = await answer.Content.ReadAsStringAsync(context.HttpContext.RequestAborted);
        var encodedIdToken = context.TokenResponse.Response!.RootElement.GetProperty("id_token").GetString()!;
        var idToken = DecodePayload(encodedIdToken);
        // Grafana hands it over when it signs out; the OAuth handler keeps only what OAuth itself knows.
        context.Properties.StoreTokens([.. context.Properties.GetTokens(), new AuthenticationToken { Name = "id_token", Value = encodedIdToken }]);

        // JMESPath answers with JSON: a role, or null.
        var path = settings.Require(Section, "role_attribute_path");
        var jmesPath = new DevLab.JmesPath.JmesPath();
        var role = JsonSerializer.Deserialize<string?>(jmesPath.Transform(idToken, path))
            ?? JsonSerializer.Deserialize<string?>(jmesPath.Transform(userInfo, path))
            ?? throw new AuthenticationFailureException("No role: role_attribute_strict refuses.");
        using var claims = JsonDocument.Parse(userInfo);
        context.Identity!.AddClaim(new Claim(ClaimTypes.Name, claims.RootElement.GetProperty(settings.Require(Section, "login_attribute_path")).GetString()!));
        context.Identity.AddClaim(new Claim(ClaimTypes.Role, role));
    }

    // What Grafana does by itself when the access token has expired (use_refresh_token).
    private static async Task<IResult> RefreshAsync(HttpContext context, GrafanaSettings settings)
    {
        using var client = new HttpClient();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "refresh_token",
            ["refresh_token"] = (await context.GetTokenAsync("refresh_token"))!,
            ["client_id"] = settings.Require(Section, "client_id"),
            ["client_secret"] = settings.Require(Section, "client_secret"),
        });
        using var answer = await client.PostAsync(settings.Require(Section, "token_url"), form);
        return Page($"<p>Refresh: <b id=\"refresh\">{(int)answer.StatusCode}</b></p>");
    }

    private static string DecodePayload(string token)
    {
        var part = token.Split('.')[1].Replace('-', '+').Replace('_', '/');
        return System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(part.PadRight((part.Length + 3) / 4 * 4, '=')));
    }

    private static string Encode(string? text) => WebUtility.HtmlEncode(text ?? string.Empty);

    private static IResult Page(string body) =>
        Results.Content($"<!doctype html><html lang=\"en\"><title>Grafana (test double)</title><h1>Grafana (test double)</h1>{body}</html>", "text/html");
}
