using System.Net;
using System.Text.Json;

namespace Observability.StandIns.Tests.Points;

/// <summary>An answer.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Text">Its body.</param>
/// <param name="Headers">Its headers.</param>
internal sealed record Reply(HttpStatusCode Status, string Text, System.Net.Http.Headers.HttpResponseHeaders Headers)
{
    /// <summary>The body as JSON.</summary>
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    /// <summary>The API's code of an error.</summary>
    public string? Code => Json.GetProperty("code").GetString();
}
