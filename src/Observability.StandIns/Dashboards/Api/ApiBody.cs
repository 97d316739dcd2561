using System.Text.Json;
using System.Text.Json.Nodes;

namespace Observability.StandIns.Dashboards.Api;

/// <summary>Bodies of requests.</summary>
internal static class ApiBody
{
    private static readonly JsonDocumentOptions s_json = new() { AllowDuplicateProperties = false };

    /// <summary>Reads JSON.</summary>
    /// <exception cref="JsonException">It is none, or has a key twice, which would else be noticed only when it is looked into.</exception>
    public static Task<JsonNode?> ReadAsync(HttpContext context) =>
        JsonNode.ParseAsync(context.Request.Body, documentOptions: s_json, cancellationToken: context.RequestAborted);
}
