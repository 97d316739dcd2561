using System.Text.RegularExpressions;

namespace Observability.StandIns.Dashboards.Configuration;

/// <summary>
/// What Grafana expands in its settings (https://grafana.com/docs/grafana/latest/setup-grafana/configure-grafana/#variable-expansion):
/// <c>$__env{NAME}</c>, <c>${NAME}</c> and <c>$__file{path}</c>.
/// </summary>
internal static partial class VariableText
{
    /// <summary>Expands a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="getVariable">Gives an environment variable.</param>
    /// <param name="mistake">Makes the exception for what cannot be expanded.</param>
    public static string Expand(string text, Func<string, string?> getVariable, Func<string, Exception> mistake) =>
        Expander().Replace(text, match => match.Groups["kind"].Value switch
        {
            "" or "__env" => getVariable(match.Groups["what"].Value) ?? string.Empty,
            "__file" => ReadFile(match.Groups["what"].Value, mistake),
            var kind => throw mistake($"asks for ${kind}{{…}}, which the stand-in does not support"),
        });

    private static string ReadFile(string path, Func<string, Exception> mistake)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw mistake($"names a file that cannot be read: {error.Message}");
        }
    }

    [GeneratedRegex(@"\$(?<kind>|__\w+)\{(?<what>[^}]+)\}")]
    private static partial Regex Expander();
}
