using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Observability.StandIns.Dashboards.Configuration;
using Observability.StandIns.Dashboards.Provisioning;
using Observability.StandIns.Dashboards.SignIn;

namespace Observability.StandIns.Dashboards.Pages;

/// <summary>What people open: one page for all addresses, which is told at once who looks at it and which data sources there are.</summary>
internal sealed class PageEndpoints(
    DashboardsConfiguration configuration,
    ProvisionedContent content,
    PageAssets assets,
    SessionStore sessions,
    IDataProtectionProvider protection)
{
    private static readonly string[] s_pages =
        ["/", "/dashboards", "/dashboards/f/{uid}/{slug?}", "/d/{uid}/{slug?}", "/alerting", "/alerting/list"];

    /// <summary>Maps the pages.</summary>
    public void Map(IEndpointRouteBuilder app)
    {
        foreach (var page in s_pages)
        {
            app.MapGet(page, (Delegate)Show);
        }

        app.MapGet("/login", (Delegate)ShowLogin);
        app.MapGet(PageAssets.Path + "/{name}", (string name, HttpContext context) => assets.Answer(name, context));
        app.MapGet("/robots.txt", () => "User-agent: *\nDisallow: /\n");
        app.MapFallback((HttpContext context) => HttpMethods.IsGet(context.Request.Method) && Visitor.Of(context) is not null
            ? Write(context, StatusCodes.Status404NotFound)
            : Results.NotFound());
    }

    private IResult Show(HttpContext context)
    {
        if (Visitor.Of(context) is not null)
        {
            return Write(context, StatusCodes.Status200OK);
        }

        var wanted = configuration.SubPath + context.Request.Path + context.Request.QueryString;
        var query = context.Request.Path == "/" ? string.Empty : "?redirectTo=" + Uri.EscapeDataString(wanted);
        return Results.Redirect($"{configuration.SubPath}/login{query}");
    }

    private IResult ShowLogin(HttpContext context)
    {
        if (context.Features.Get<Session>() is not null)
        {
            return Results.Redirect(LocalAddress.Check(context.Request.Query["redirectTo"], configuration.SubPath));
        }

        // Not where somebody has just been refused, or has just signed out: that would go round in circles.
        var message = LoginMessage.Take(context, sessions.CreateCookie(lifetime: null), protection);
        return message is null && configuration.OAuth is { AutoLogin: true } && !context.Request.Query.ContainsKey("disableAutoLogin")
            ? Results.Redirect($"{configuration.SubPath}{OAuthFlow.Path}{context.Request.QueryString}")
            : Write(context, StatusCodes.Status200OK, message);
    }

    private IResult Write(HttpContext context, int status, string? loginMessage = null)
    {
        if (assets.Script is null)
        {
            return Results.Text(
                "This build of the dashboards stand-in has no page (DashboardsPage=false). Build Observability.StandIns with npm on PATH.",
                statusCode: StatusCodes.Status501NotImplemented);
        }

        static string Encode(string text) => HtmlEncoder.Default.Encode(text);
        var root = configuration.SubPath + PageAssets.Path;
        var html = $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="dark light">
            <title>Dashboards (stand-in)</title>
            <link rel="icon" href="data:,">
            <link rel="stylesheet" href="{Encode($"{root}/{assets.Style}")}">
            <script type="application/json" id="boot">{JsonSerializer.Serialize(Describe(context, loginMessage), JsonSerializerOptions.Web)}</script>
            <script type="module" src="{Encode($"{root}/{assets.Script}")}"></script>
            </head>
            <body><noscript>These dashboards need JavaScript.</noscript></body>
            </html>

            """;
        return Results.Content(html, "text/html; charset=utf-8", Encoding.UTF8, status);
    }

    // Read by the page as data, never run; < and > are written as escapes by the serializer.
    private object Describe(HttpContext context, string? loginMessage)
    {
        var visitor = Visitor.Of(context);
        return new
        {
            subPath = configuration.SubPath,
            theme = configuration.DefaultTheme,
            user = visitor is null ? null : new
            {
                login = visitor.Login,
                name = visitor.Name,
                role = visitor.Role.ToString(),
                isAnonymous = visitor.Kind == VisitorKind.Anonymous,
            },
            login = new
            {
                form = configuration.LoginForm,
                oauth = configuration.OAuth?.Name,
                message = loginMessage,
            },
            dataSources = visitor is null || !visitor.Has(OrgRole.Viewer)
                ? []
                : content.DataSources.Select(source => new
                {
                    uid = source.Uid,
                    name = source.Name,
                    type = source.Type,
                    isDefault = source == content.DefaultDataSource,
                    interval = source.Settings.Text("timeInterval"),
                    manageAlerts = source.Settings.Flag("manageAlerts"),
                    alertmanager = source.Settings.Text("alertmanagerUid"),
                }),
        };
    }
}
