using System.Net;
using System.Text.Json.Nodes;

namespace Observability.Hosting.Backends;

/// <summary>What a server said to one request of its set-up.</summary>
/// <param name="Status">Status of the response.</param>
/// <param name="Body">Its body where that is JSON, else null.</param>
/// <param name="Failure">Names resource, request, status and the server's own message; for the case that the status is not the one wanted.</param>
internal sealed record SetupAnswer(HttpStatusCode Status, JsonNode? Body, string Failure);
