namespace Observability.Testcontainers;

/// <summary>How a test gets into a server.</summary>
/// <param name="Endpoint">Endpoint that most tests want.</param>
/// <param name="UserName">User that may do everything, or null where the server knows no users.</param>
/// <param name="Secret">What the user's password is called among the secrets of the server, or null.</param>
public sealed record ServerAccess(string Endpoint = "http", string? UserName = null, string? Secret = null);
