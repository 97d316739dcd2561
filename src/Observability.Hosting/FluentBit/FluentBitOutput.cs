namespace Observability.Hosting.FluentBit;

/// <summary>A server that lines are sent to by OTLP over HTTP.</summary>
/// <param name="Name">Name of its resource.</param>
/// <param name="Host">Its host.</param>
/// <param name="Port">Its port.</param>
/// <param name="Tls">True for HTTPS.</param>
/// <param name="LogsPath">Path that takes logs.</param>
/// <param name="User">User of basic authentication, or null where it is open.</param>
/// <param name="PasswordVariable">Environment variable that holds the user's password, or null where it is open.</param>
/// <param name="Headers">Further headers.</param>
internal sealed record FluentBitOutput(
    string Name,
    string Host,
    string Port,
    bool Tls,
    string LogsPath,
    string? User,
    string? PasswordVariable,
    IReadOnlyList<KeyValuePair<string, string>> Headers);
