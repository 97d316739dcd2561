using System.Text.Json;
using System.Text.Json.Nodes;

namespace Observability.StandIns.Documents.Http;

/// <summary>An answer: JSON that is written or at hand, or text.</summary>
internal sealed class ApiResponse
{
    private ApiResponse(int status) => Status = status;

    /// <summary>HTTP status.</summary>
    public int Status { get; }

    /// <summary>Writes the JSON; null where it is text or nothing.</summary>
    public Action<Utf8JsonWriter>? Write { get; private init; }

    /// <summary>The text of a cat API; null where it is JSON or nothing.</summary>
    public string? Text { get; private init; }

    /// <summary>JSON that is at hand.</summary>
    public static ApiResponse Json(JsonNode body, int status = 200) => new(status) { Write = writer => body.WriteTo(writer) };

    /// <summary>JSON that is written straight to the answer.</summary>
    public static ApiResponse Json(Action<Utf8JsonWriter> write, int status = 200) => new(status) { Write = write };

    /// <summary>Plain text.</summary>
    public static ApiResponse Plain(string text) => new(200) { Text = text };

    /// <summary>A status alone, as for the question whether something is there.</summary>
    public static ApiResponse Nothing(int status) => new(status);

    /// <summary>The answer to a change that has been made.</summary>
    public static ApiResponse Acknowledged() => Json(new JsonObject { ["acknowledged"] = true });
}
