namespace Observability.StandIns.Logs.Ingest;

/// <summary>Names of labels (https://prometheus.io/docs/concepts/data_model/#metric-names-and-labels).</summary>
internal static class LabelNames
{
    /// <summary>Whether it is one.</summary>
    public static bool IsValid(string name) =>
        name.Length > 0
        && !char.IsAsciiDigit(name[0])
        && name.All(static character => char.IsAsciiLetterOrDigit(character) || character == '_');

    /// <summary>
    /// The name of an attribute as one: <c>service.name</c> is <c>service_name</c>
    /// (https://grafana.com/docs/loki/latest/send-data/otel/#format-considerations).
    /// </summary>
    public static string Normalize(string name)
    {
        if (IsValid(name))
        {
            return name;
        }

        var normal = string.Create(name.Length, name, static (characters, original) =>
        {
            for (var i = 0; i < characters.Length; i++)
            {
                characters[i] = char.IsAsciiLetterOrDigit(original[i]) ? original[i] : '_';
            }
        });
        return normal.Length == 0 || char.IsAsciiDigit(normal[0]) ? $"key_{normal}" : normal;
    }
}
