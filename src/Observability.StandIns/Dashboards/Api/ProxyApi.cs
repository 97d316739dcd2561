using Microsoft.AspNetCore.Http.Features;
using Observability.StandIns.Dashboards.Configuration;
using Observability.StandIns.Dashboards.Provisioning;
using Observability.StandIns.Dashboards.Queries;

namespace Observability.StandIns.Dashboards.Api;

/// <summary>
/// Hands requests to a data source's own API on, with its credentials and with none of the visitor's: only what reads, only the
/// paths that the kind of store is known for
/// (https://grafana.com/docs/grafana/latest/developers/http_api/data_source/#data-source-proxy-calls).
/// </summary>
internal static class ProxyApi
{
    private const int LongestBody = 1 << 20;
    private static readonly string[] s_handedBack = ["Content-Type", "Content-Encoding", "Last-Modified", "ETag"];

    /// <summary>Maps the path.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        api.Map("/datasources/proxy/uid/{uid}/{**path}",
            (string uid, HttpContext context, ProvisionedContent content, QueryRunner runner, StoreClient client) =>
            ForwardAsync(uid, $"/datasources/proxy/uid/{Uri.EscapeDataString(uid)}/", isResource: false, context, content, runner, client))
            .For(OrgRole.Viewer, "datasources:query");
        api.MapGet("/datasources/uid/{uid}/resources/{**path}",
            (string uid, HttpContext context, ProvisionedContent content, QueryRunner runner, StoreClient client) =>
            ForwardAsync(uid, $"/datasources/uid/{Uri.EscapeDataString(uid)}/resources/", isResource: true, context, content, runner,
                client))
            .For(OrgRole.Viewer, "datasources:query");
    }

    /// <summary>
    /// The path to hand on, as it was written; null where it would lead elsewhere. Encoded slashes, backslashes and dots are refused
    /// and not decoded: whoever needs them to name a label does not need the proxy.
    /// </summary>
    /// <param name="rawTarget">The request's target, undecoded: <c>/api/datasources/proxy/uid/prometheus/api/v1/labels?x=1</c>.</param>
    /// <param name="marker">What is before the path to hand on: <c>/datasources/proxy/uid/prometheus/</c>.</param>
    internal static (string Path, string Query)? FindTarget(string rawTarget, string marker)
    {
        var start = rawTarget.IndexOf(marker, StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }

        var rest = rawTarget[(start + marker.Length)..];
        var question = rest.IndexOf('?', StringComparison.Ordinal);
        var path = question < 0 ? rest : rest[..question];
        var query = question < 0 ? string.Empty : rest[question..];
        var isPlain = path.Length > 0
            && path.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '/' or '_' or '-' or '.' or '*' or ',' or '%' or ':'
                or '@')
            && !path.Contains("%2", StringComparison.OrdinalIgnoreCase)
            && !path.Contains("%5c", StringComparison.OrdinalIgnoreCase)
            && !path.Contains("%0", StringComparison.Ordinal)
            && path.Split('/').All(part => part is not ("." or ".." or ""));
        return isPlain ? (path, query) : null;
    }

    private static async Task<IResult> ForwardAsync(
        string uid, string marker, bool isResource, HttpContext context, ProvisionedContent content, QueryRunner runner, StoreClient client)
    {
        if (DataSourceApi.Find(content, uid) is not { } source)
        {
            return ApiAnswer.Message("Unable to find datasource", StatusCodes.Status404NotFound);
        }

        var target = FindTarget(context.Features.Get<IHttpRequestFeature>()!.RawTarget, marker);
        try
        {
            var engine = runner.EngineOf(source);
            var path = target is not { } found ? null : isResource ? engine.FindResource(found.Path) : found.Path;
            if (path is null || !engine.IsReadOnly(context.Request.Method, path))
            {
                return ApiAnswer.Message("non allow-listed requests not allowed on proxied datasources", StatusCodes.Status403Forbidden);
            }

            using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method),
                StoreClient.Combine(source, path + target!.Value.Query));
            if (HttpMethods.IsPost(context.Request.Method))
            {
                request.Content = await ReadBodyAsync(context).ConfigureAwait(false);
            }

            using var response = await client.ForwardAsync(source, request, context.RequestAborted).ConfigureAwait(false);
            await CopyAsync(response, context.Response).ConfigureAwait(false);
            return Results.Empty;
        }
        catch (QueryException error)
        {
            return ApiAnswer.Message(error.Message, error.Status);
        }
    }

    private static async Task<ByteArrayContent> ReadBodyAsync(HttpContext context)
    {
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer, context.RequestAborted).ConfigureAwait(false);
        if (buffer.Length > LongestBody)
        {
            throw new QueryException("the body is too long", StatusCodes.Status413PayloadTooLarge);
        }

        var content = new ByteArrayContent(buffer.ToArray());
        if (context.Request.ContentType is { } type && System.Net.Http.Headers.MediaTypeHeaderValue.TryParse(type, out var parsed))
        {
            content.Headers.ContentType = parsed;
        }

        return content;
    }

    // What a store answers must not act on this site: no cookies, no redirects, nothing that a browser would run.
    private static async Task CopyAsync(HttpResponseMessage response, HttpResponse target)
    {
        var status = (int)response.StatusCode;
        if (status is >= 300 and < 400)
        {
            throw new QueryException("the data source answers with a redirect, which is not followed", StatusCodes.Status502BadGateway,
                isStoresFault: true);
        }

        target.StatusCode = status == StatusCodes.Status401Unauthorized ? StatusCodes.Status502BadGateway : status;
        foreach (var (name, values) in response.Content.Headers.Concat(response.Headers).Where(header => s_handedBack.Contains(header.Key)))
        {
            target.Headers[name] = values.ToArray();
        }

        target.Headers.ContentSecurityPolicy = "sandbox";
        await response.Content.CopyToAsync(target.Body, target.HttpContext.RequestAborted).ConfigureAwait(false);
    }
}
