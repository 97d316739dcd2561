using System.Net.Http.Headers;
using System.Text;
using Observability.StandIns.Dashboards.Configuration;

namespace Observability.StandIns.Dashboards.SignIn;

/// <summary>Finds out who asks: by basic authentication, by the session's cookie, or nobody by name where that is allowed.</summary>
internal sealed class VisitorMiddleware(
    RequestDelegate next,
    DashboardsConfiguration configuration,
    AdminPassword admin,
    SessionStore sessions,
    TimeProvider clock,
    IServiceProvider services)
{
    private readonly OAuthFlow? _flow = services.GetService<OAuthFlow>();

    /// <summary>Handles a request.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        // Credentials that are wrong are refused, not passed over: whoever sends some does not want to be anybody else.
        if (context.Request.Headers.Authorization is { Count: > 0 } header)
        {
            context.Features.Set(ReadBasic(header.ToString()));
        }
        else if (await FindSessionAsync(context).ConfigureAwait(false) is { } session)
        {
            context.Features.Set(session);
            context.Features.Set(session.Visitor);
        }
        else if (configuration.AnonymousRole is { } role)
        {
            context.Features.Set(new Visitor(string.Empty, "Anonymous", string.Empty, role, IsGrafanaAdmin: false, VisitorKind.Anonymous));
        }

        await next(context).ConfigureAwait(false);
    }

    private Visitor? ReadBasic(string header)
    {
        if (!configuration.BasicAuth
            || !AuthenticationHeaderValue.TryParse(header, out var value)
            || !string.Equals(value.Scheme, "Basic", StringComparison.OrdinalIgnoreCase)
            || value.Parameter is null)
        {
            return null;
        }

        var bytes = new byte[value.Parameter.Length];
        return Convert.TryFromBase64String(value.Parameter, bytes, out var length)
            && Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2) is [var user, var password]
            ? admin.Check(user, password)
            : null;
    }

    private async Task<Session?> FindSessionAsync(HttpContext context)
    {
        if (sessions.Find(context) is not { } session)
        {
            return null;
        }

        if (_flow is null || await _flow.KeepAliveAsync(session, clock.GetUtcNow(), context.RequestAborted).ConfigureAwait(false))
        {
            return session;
        }

        sessions.End(context);
        return null;
    }
}
