namespace Observability.Hosting.OpenTelemetryCollector;

/// <summary>One server that a collector sends to.</summary>
/// <param name="Name">Name of its resource.</param>
/// <param name="Protocol">How it is sent to, and with that what of.</param>
/// <param name="Url">Base of OTLP, or the address of remote write.</param>
/// <param name="Headers">Headers of every request, none of them secret.</param>
/// <param name="User">User of basic authentication, or null where it is open.</param>
/// <param name="PasswordVariable">Environment variable with the user's password, or null.</param>
internal sealed record CollectorExporter(
    string Name,
    CollectorProtocol Protocol,
    string Url,
    IReadOnlyList<KeyValuePair<string, string>> Headers,
    string? User = null,
    string? PasswordVariable = null);
