using System.Globalization;
using System.Text.RegularExpressions;

namespace Observability.StandIns.Dashboards.Configuration;

/// <summary>
/// Settings as Grafana finds them (https://grafana.com/docs/grafana/latest/setup-grafana/configure-grafana/): built-in defaults,
/// <c>cfg:default.</c> arguments, the file, <c>GF_</c> variables, <c>cfg:</c> arguments, the later over the earlier.
/// </summary>
internal sealed partial class GrafanaSettings
{
    private readonly string _path;
    private readonly IReadOnlyDictionary<(string Section, string Key), string> _file;
    private readonly Dictionary<(string Section, string Key), string> _defaults = [];
    private readonly Dictionary<(string Section, string Key), string> _arguments = [];
    private readonly Func<string, string?> _getVariable;

    private GrafanaSettings(
        string path, IReadOnlyDictionary<(string Section, string Key), string> file, Func<string, string?> getVariable)
    {
        _path = path;
        _file = file;
        _getVariable = getVariable;
    }

    /// <summary>Folder below which a relative path lies; the current one where nobody has said.</summary>
    public string HomePath { get; private set; } = Directory.GetCurrentDirectory();

    /// <summary>
    /// Reads the file that the command line names, and the command line:
    /// <c>server --homepath &lt;folder&gt; --config &lt;ini&gt; cfg:default.server.http_port=3000</c>.
    /// </summary>
    public static GrafanaSettings Read(string[] arguments, Func<string, string?> getVariable)
    {
        string? path = null;
        string? home = null;
        var overrides = new List<string>();
        for (var index = 0; index < arguments.Length; index++)
        {
            switch (arguments[index])
            {
                case "server":
                    break;
                case "--config" or "-config" when index + 1 < arguments.Length:
                    path = arguments[++index];
                    break;
                case "--homepath" or "-homepath" when index + 1 < arguments.Length:
                    home = arguments[++index];
                    break;
                case var argument when argument.StartsWith("cfg:", StringComparison.Ordinal):
                    overrides.Add(argument["cfg:".Length..]);
                    break;
                case var argument:
                    throw new StandInException($"dashboards: unknown argument {argument}\n{Usage}");
            }
        }

        if (path is null)
        {
            throw new StandInException(Usage);
        }

        var settings = new GrafanaSettings(path, IniFile.Read(path, ReadFile(path)), getVariable);
        settings.HomePath = home ?? settings.HomePath;
        overrides.ForEach(settings.AddOverride);
        return settings;
    }

    /// <summary>A setting with everything in it expanded, or null where nobody has said it or it is empty.</summary>
    public string? Find(string section, string key) => Find(section, key, depth: 0);

    /// <summary>A setting, or what Grafana takes where nobody has said it.</summary>
    public string Get(string section, string key, string fallback) => Find(section, key) ?? fallback;

    /// <summary>A switch; Go's words for one, and nothing else, turn it on.</summary>
    public bool IsOn(string section, string key, bool fallback = false) => Find(section, key) switch
    {
        null => fallback,
        "true" or "TRUE" or "True" or "1" or "t" or "T" or "yes" or "on" => true,
        _ => false,
    };

    /// <summary>A setting without which there is nothing to do.</summary>
    public string Require(string section, string key) => Find(section, key) ?? throw Mistake(section, key, "is missing");

    /// <summary>A port.</summary>
    public int GetPort(string section, string key, int fallback)
    {
        var text = Find(section, key);
        return text is null
            ? fallback
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= ushort.MaxValue
                ? port
                : throw Mistake(section, key, $"is no port: {text}");
    }

    /// <summary>A duration such as <c>7d</c> or <c>30m</c>.</summary>
    public TimeSpan GetDuration(string section, string key, TimeSpan fallback) => Find(section, key) switch
    {
        null => fallback,
        var text when GrafanaDuration.TryParse(text, out var duration) => duration,
        var text => throw Mistake(section, key, $"is no duration: {text}"),
    };

    /// <summary>A mistake in a setting, with its place.</summary>
    public StandInException Mistake(string section, string key, string what) => new($"{_path}: [{section}] {key} {what}");

    private const string Usage =
        "Usage: Observability.StandIns dashboards server [--homepath <folder>] --config <grafana.ini> [cfg:<section>.<key>=<value>]";

    private string? Find(string section, string key, int depth)
    {
        // As deep as the INI library goes.
        const int Deepest = 99;
        if (depth > Deepest)
        {
            throw Mistake(section, key, "refers to itself, through others");
        }

        var raw = FindRaw(section, key);
        return raw is null ? null : Expand(section, key, raw, depth) is { Length: > 0 } value ? value : null;
    }

    private string? FindRaw(string section, string key)
    {
        var name = (section, key);
        return _arguments.GetValueOrDefault(name)
            ?? (_getVariable(VariableOf(section, key)) is { Length: > 0 } variable ? variable : null)
            ?? _file.GetValueOrDefault(name)
            ?? _defaults.GetValueOrDefault(name);
    }

    // [auth.generic_oauth] client_id: GF_AUTH_GENERIC_OAUTH_CLIENT_ID
    private static string VariableOf(string section, string key) =>
        $"GF_{section}_{key}".Replace('.', '_').Replace('-', '_').ToUpperInvariant();

    private void AddOverride(string text)
    {
        var match = Override().Match(text);
        if (!match.Success)
        {
            throw new StandInException($"dashboards: cfg:{text} is not cfg:<section>.<key>=<value>");
        }

        var name = (match.Groups["section"].Value, match.Groups["key"].Value);
        (match.Groups["default"].Success ? _defaults : _arguments)[name] = match.Groups["value"].Value;
    }

    private string Expand(string section, string key, string raw, int depth)
    {
        // %(key)s of the INI library: the same section, then the one without a name.
        var text = Reference().Replace(raw, match =>
            match.Groups["key"].Value == key ? match.Value : Find(section, match.Groups["key"].Value, depth + 1)
                ?? Find(string.Empty, match.Groups["key"].Value, depth + 1) ?? string.Empty);
        return VariableText.Expand(text, _getVariable, message => Mistake(section, key, message));
    }

    private static string ReadFile(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StandInException($"{path}: {error.Message}");
        }
    }

    [GeneratedRegex(@"^(?<default>default\.)?(?<section>[^=]+)\.(?<key>[^.=]+)=(?<value>.*)$", RegexOptions.Singleline)]
    private static partial Regex Override();

    [GeneratedRegex(@"%\((?<key>[^)]+)\)s")]
    private static partial Regex Reference();
}
