namespace Observability.Hosting.Publishing.Graph;

/// <summary>A key of a Secret object.</summary>
/// <param name="Secret">Name of the object.</param>
/// <param name="Key">The key.</param>
internal sealed record SecretKey(string Secret, string Key);
