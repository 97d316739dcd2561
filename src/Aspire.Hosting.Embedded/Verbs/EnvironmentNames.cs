namespace Aspire.Hosting.Embedded.Verbs;

/// <summary>Names of the environment variables through which a resource learns of another.</summary>
internal static class EnvironmentNames
{
    /// <summary>The connection string of a resource; the name keeps its case and hyphens.</summary>
    public static string ConnectionString(string name) => $"ConnectionStrings__{name}";

    /// <summary>A connection property, <c>MY_DB_HOST</c>, or an endpoint's URL, <c>API_HTTP</c>.</summary>
    public static string Upper(string name, string part) => $"{Upper(name)}_{Upper(part)}";

    /// <summary>Upper case; whatever is not a letter, digit or underscore of ASCII becomes an underscore.</summary>
    public static string Upper(string name) => string.Create(name.Length, name, static (span, text) =>
    {
        for (var i = 0; i < span.Length; i++)
        {
            span[i] = char.IsAsciiLetterOrDigit(text[i]) ? char.ToUpperInvariant(text[i]) : '_';
        }
    });

    /// <summary>The next free <c>services__name__key__index</c>: several endpoints may share a key.</summary>
    public static string NextService(Dictionary<string, object> variables, string name, string key)
    {
        for (var index = 0; ; index++)
        {
            var candidate = FormattableString.Invariant($"services__{name}__{key}__{index}");
            if (!variables.ContainsKey(candidate))
            {
                return candidate;
            }
        }
    }
}
