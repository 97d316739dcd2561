using System.Text.RegularExpressions;

namespace Observability.Hosting.Tests.Grafana;

/// <summary>
/// Reads a value of a provisioning file as Grafana does (pkg/services/provisioning/values/values.go): between doubled dollar
/// signs, its expanders take <c>${NAME}</c> and <c>$__env{NAME}</c>, then Go's os.ExpandEnv takes <c>$NAME</c> and <c>${NAME}</c>.
/// </summary>
internal static partial class GrafanaExpansion
{
    public static string Expand(string value, IReadOnlyDictionary<string, string>? environment = null)
    {
        string Get(string name) => environment?.GetValueOrDefault(name) ?? string.Empty;
        var parts = value.Split("$$").Select(part => Expander().Replace(part, match => Get(match.Groups["name"].Value)));
        return string.Join('$', parts.Select(part => Variable().Replace(part, match => Get(match.Groups["name"].Value))));
    }

    [GeneratedRegex(@"\$(?:|__env)\{(?<name>[^}]+)\}")]
    private static partial Regex Expander();

    [GeneratedRegex(@"\$(?:\{(?<name>[^}]*)\}|(?<name>[A-Za-z_]\w*|[0-9*#$@!?-]))")]
    private static partial Regex Variable();
}
