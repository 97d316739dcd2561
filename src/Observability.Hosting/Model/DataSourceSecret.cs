namespace Observability.Hosting.Model;

/// <summary>One secret setting of a data source.</summary>
/// <param name="Key">Its key in <c>secureJsonData</c>.</param>
/// <param name="Value">The secret.</param>
/// <param name="Prefix">Text before the secret, for example <c>Token </c> of an authorization header.</param>
public sealed record DataSourceSecret(string Key, SecretReference Value, string Prefix = "");
