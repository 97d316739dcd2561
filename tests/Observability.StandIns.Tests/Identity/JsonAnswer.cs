using System.Net;
using System.Text.Json.Nodes;

namespace Observability.StandIns.Tests.Identity;

/// <summary>An answer to an application.</summary>
internal sealed record JsonAnswer(HttpStatusCode Status, JsonNode? Content)
{
    public string? this[string name] => Content?[name] is JsonValue value ? value.ToString() : null;

    public static async Task<JsonAnswer> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new JsonAnswer(
            response.StatusCode, response.Content.Headers.ContentType?.MediaType == "application/json" ? JsonNode.Parse(text) : null);
    }
}
