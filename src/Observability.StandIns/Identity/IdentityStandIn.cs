using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration.Memory;
using Observability.StandIns.Identity.Pages;
using Observability.StandIns.Identity.Protocol;
using Observability.StandIns.Identity.Realms;

namespace Observability.StandIns.Identity;

/// <summary>
/// Takes the place of a Keycloak: reads the realm file that Keycloak would import, and signs people in under the same paths, with
/// the same roles in the same claims. For the laptop: all keys are made at the start, and nothing outlives the process.
/// </summary>
internal sealed class IdentityStandIn : IStandIn
{
    private const int KeyBits = 2048;
    private const int LongestBody = 64 * 1024;

    /// <inheritdoc />
    public WebApplication Build(string[] arguments) => Build(arguments, Environment.GetEnvironmentVariable, TimeProvider.System);

    /// <summary>Makes the service with another environment, clock and, where a test wants it, host.</summary>
    internal static WebApplication Build(
        string[] arguments, Func<string, string?> getVariable, TimeProvider clock, Action<WebApplicationBuilder>? configure = null)
    {
        // Making a key takes a tenth of a second: it goes on meanwhile, and the first request that needs it waits for it.
        var signingKey = Task.Run(() => RSA.Create(KeyBits));
        var read = IdentityArguments.Read(arguments, getVariable);
        var realm = RealmReader.Read(read.ImportFolder, getVariable);
        var paths = new IdentityPaths(realm.Name);

        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "identity-stand-in" });
        LowerTheNoise(builder.Configuration);
        IdentityTelemetry.Add(builder, read.Management.Port);
        builder.WebHost.UseUrls().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LongestBody;
            kestrel.Listen(read.Http);
            kestrel.Listen(read.Management);
        });
        AddServices(builder.Services, realm, read, paths, clock);
        builder.Services.AddOpenIdConnect(realm, read, paths, signingKey);
        configure?.Invoke(builder);

        var app = builder.Build();
        Configure(app, realm, read, paths);
        app.Logger.LogInformation(
            "Stand-in for Keycloak: realm {Realm} with {Clients} clients and {Users} users at {Url}{Path}",
            realm.Name, realm.Clients.Count, realm.Users.Count, read.PublicUrl, paths.Root);
        foreach (var ignored in realm.Ignored)
        {
            app.Logger.LogWarning("{Setting}", ignored);
        }

        return app;
    }

    private static void AddServices(IServiceCollection services, Realm realm, IdentityArguments arguments, IdentityPaths paths, TimeProvider clock)
    {
        services.AddSingleton(realm).AddSingleton(arguments).AddSingleton(paths).AddSingleton(clock)
            .AddSingleton<SignInStore>().AddSingleton<LoginAttempts>().AddSingleton<IdentityMetrics>().AddSingleton<SignInEndpoints>().AddSingleton<SignOutEndpoints>();
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddAntiforgery(options => Configure(options.Cookie, "IDENTITY_FORM", paths, SameSiteMode.Strict));
        services.AddAuthentication().AddCookie(options =>
        {
            // Lax: the person comes from the application, which is another site.
            Configure(options.Cookie, "IDENTITY_SESSION", paths, SameSiteMode.Lax);
            options.ExpireTimeSpan = realm.Lifetimes.SessionMax;
            options.SlidingExpiration = false;
            options.TimeProvider = clock;
        });
    }

    private static void Configure(CookieBuilder cookie, string name, IdentityPaths paths, SameSiteMode sameSite)
    {
        cookie.Name = name;
        cookie.Path = paths.Root;
        cookie.HttpOnly = true;
        cookie.SameSite = sameSite;
        cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
    }

    private static void Configure(WebApplication app, Realm realm, IdentityArguments arguments, IdentityPaths paths)
    {
        app.UseManagement(arguments.Management.Port);
        var metrics = app.Services.GetRequiredService<IdentityMetrics>();
        app.Use(async (context, next) =>
        {
            var started = TimeProvider.System.GetTimestamp();
            try
            {
                await next(context);
            }
            finally
            {
                metrics.Answered(context, paths.Root, TimeProvider.System.GetElapsedTime(started));
            }
        });
        app.UseSecurityHeaders();
        app.UseStatusCodePages(status => StatusPage.WriteAsync(status, realm));
        app.Use(RefuseUnreadableFormsAsync);
        app.UseRouting();
        app.UseAuthentication();

        var signIn = app.Services.GetRequiredService<SignInEndpoints>();
        var signOut = app.Services.GetRequiredService<SignOutEndpoints>();
        app.MapMethods(paths.Authorization, [HttpMethods.Get, HttpMethods.Post], (Delegate)signIn.AuthorizeAsync);
        app.MapPost(paths.Authenticate, (Delegate)signIn.AuthenticateAsync);
        app.MapMethods(paths.Logout, [HttpMethods.Get, HttpMethods.Post], (Delegate)signOut.LogoutAsync);
        app.MapGet("/", () => Results.Content(
            PageText.Page(realm.DisplayName, "Identity stand-in", $"<p>It serves the realm <code>{PageText.Text(realm.Name)}</code> to applications.</p>"),
            "text/html; charset=utf-8"));
        app.MapNotSupported(paths);
    }

    // OpenIddict reads forms itself; one that is none, or too large, is the sender's mistake.
    private static async Task RefuseUnreadableFormsAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context).ConfigureAwait(false);
        }
        catch (Exception mistake) when (!context.Response.HasStarted && (mistake is InvalidDataException || UnreadableBody.FindStatus(mistake) is not null))
        {
            context.Response.StatusCode = UnreadableBody.FindStatus(mistake) ?? StatusCodes.Status400BadRequest;
        }
    }

    // First in the list, so that every other source of configuration still has its say.
    private static void LowerTheNoise(ConfigurationManager configuration) =>
        ((IConfigurationBuilder)configuration).Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData =
            [
                new("Logging:LogLevel:Microsoft.AspNetCore", "Warning"),
                // It would warn that the keys are not kept, which is meant so.
                new("Logging:LogLevel:Microsoft.AspNetCore.DataProtection", "Error"),
                new("Logging:LogLevel:OpenIddict", "Warning"),
                // It would warn for each form that it has made the caching stricter than no-store.
                new("Logging:LogLevel:Microsoft.AspNetCore.Antiforgery", "Error"),
                new("Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host", "Critical"),
            ],
        });
}
