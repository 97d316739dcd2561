using System.Text.RegularExpressions;

namespace GrafanaDouble;

/// <summary>
/// Settings as Grafana reads them: the ini file, then <c>cfg:</c> arguments over it; <c>$__file{path}</c> stands for the
/// content of a file (https://grafana.com/docs/grafana/latest/setup-grafana/configure-grafana/).
/// </summary>
internal sealed partial class GrafanaSettings
{
    private readonly IConfiguration _values;

    private GrafanaSettings(IConfiguration values) => _values = values;

    /// <summary>Reads the file that the command line names, and the command line.</summary>
    public static GrafanaSettings Read(string[] arguments)
    {
        var file = arguments[Array.IndexOf(arguments, "--config") + 1];
        return new GrafanaSettings(new ConfigurationBuilder()
            .AddIniFile(file, optional: false)
            .AddInMemoryCollection(arguments.Select(argument => Override().Match(argument)).Where(match => match.Success).Select(match =>
                new KeyValuePair<string, string?>($"{match.Groups["section"]}:{match.Groups["key"]}", match.Groups["value"].Value)))
            .Build());
    }

    /// <summary>A setting, or null.</summary>
    public string? Find(string section, string key) =>
        _values[$"{section}:{key}"] is { } value ? FileReference().Replace(value, match => File.ReadAllText(match.Groups["path"].Value).Trim()) : null;

    /// <summary>A setting that must be there.</summary>
    public string Require(string section, string key) =>
        Find(section, key) is { Length: > 0 } value ? value : throw new InvalidOperationException($"[{section}] {key} is missing.");

    // cfg:default.server.http_port=3000, cfg:server.http_port=3000
    [GeneratedRegex(@"^cfg:(default\.)?(?<section>[^=]+)\.(?<key>[^.=]+)=(?<value>.*)$")]
    private static partial Regex Override();

    [GeneratedRegex(@"\$__file\{(?<path>[^}]+)\}")]
    private static partial Regex FileReference();
}
