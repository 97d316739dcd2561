using System.Text;

namespace Observability.StandIns.Logs.Http;

/// <summary>Answers that are plain text, as Loki's errors are.</summary>
internal static class TextAnswers
{
    /// <summary>Writes a text.</summary>
    public static Task WriteAsync(HttpContext context, int status, string text, string contentType = "text/plain; charset=utf-8")
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = contentType;
        response.ContentLength = Encoding.UTF8.GetByteCount(text);
        response.Headers.XContentTypeOptions = "nosniff";
        return response.WriteAsync(text, context.RequestAborted);
    }

    /// <summary>Answers what only Loki itself can do.</summary>
    public static Task NotImplementedAsync(HttpContext context, string feature) =>
        WriteAsync(context, StatusCodes.Status501NotImplemented, $"This stand-in for Loki does not support {feature}.\n");
}
