using System.Text;

namespace Observability.StandIns.Gateway.Routing;

/// <summary>Answers of the gateway itself.</summary>
internal static class Answers
{
    /// <summary>Status of a request whose client went away before the answer, as Traefik has it in logs and metrics.</summary>
    public const int ClientClosedRequest = 499;

    /// <summary>What nobody routes (the text is that of Go's own server).</summary>
    public static Task NotFoundAsync(HttpResponse response) =>
        WriteAsync(response, StatusCodes.Status404NotFound, "404 page not found\n");

    /// <summary>What only Traefik itself can do.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="features">What is missing, and where it was asked for.</param>
    public static Task NotImplementedAsync(HttpResponse response, string features) => WriteAsync(
        response, StatusCodes.Status501NotImplemented, $"This stand-in for Traefik does not support {features}.\n");

    /// <summary>Writes a plain text.</summary>
    public static Task WriteAsync(HttpResponse response, int status, string text)
    {
        response.StatusCode = status;
        response.ContentType = "text/plain; charset=utf-8";
        response.ContentLength = Encoding.UTF8.GetByteCount(text);
        response.Headers.XContentTypeOptions = "nosniff";
        return response.WriteAsync(text, response.HttpContext.RequestAborted);
    }
}
