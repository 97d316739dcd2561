using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Observability.StandIns.Dashboards.Configuration;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Observability.StandIns.Dashboards.Provisioning;

/// <summary>
/// Reads provisioning files as Grafana does (https://grafana.com/docs/grafana/latest/administration/provisioning/): YAML in which
/// <c>$NAME</c> and <c>${NAME}</c> in values are environment variables, <c>$__file{path}</c> is a file's content, and
/// <c>$$</c> a dollar sign.
/// </summary>
internal sealed partial class ProvisioningFile
{
    // Aliases are followed; a file that makes a million values of ten lines is no configuration.
    private const int MostValues = 200_000;
    private readonly Func<string, string?> _getVariable;
    private int _values;

    private ProvisioningFile(string path, Func<string, string?> getVariable)
    {
        Path = path;
        _getVariable = getVariable;
    }

    /// <summary>Its place.</summary>
    public string Path { get; }

    /// <summary>What is in it.</summary>
    public JsonObject Root { get; private set; } = [];

    /// <summary>Reads every file of a folder in the order of names; none where there is no folder.</summary>
    public static IReadOnlyList<ProvisioningFile> ReadFolder(string folder, Func<string, string?> getVariable) => !Directory.Exists(folder)
        ? []
        : [.. Directory.EnumerateFiles(folder)
            .Where(path => System.IO.Path.GetExtension(path) is ".yaml" or ".yml" or ".json")
            .Order(StringComparer.Ordinal)
            .Select(path => Read(path, getVariable))];

    /// <summary>The maps of a list; empty where it is missing.</summary>
    /// <exception cref="StandInException">It is no list of maps.</exception>
    public IReadOnlyList<JsonObject> Maps(string key) => Root[key] switch
    {
        null => [],
        JsonArray list when list.All(item => item is JsonObject) => [.. list.Select(item => item!.AsObject())],
        _ => throw Mistake($"{key} is no list of maps"),
    };

    /// <summary>A mistake, with the file's place.</summary>
    public StandInException Mistake(string what) => new($"{Path}: {what}");

    private static ProvisioningFile Read(string path, Func<string, string?> getVariable)
    {
        var file = new ProvisioningFile(path, getVariable);
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(File.ReadAllText(path)));
            file.Root = (stream.Documents.Count == 0 ? null : stream.Documents[0].RootNode) switch
            {
                null or YamlScalarNode { Value: null or "" } => [],
                YamlMappingNode map => (JsonObject)file.Convert(map)!,
                _ => throw file.Mistake("the file is no map"),
            };
        }
        catch (YamlException mistake)
        {
            throw file.Mistake(FormattableString.Invariant($"line {mistake.Start.Line}: {mistake.Message}"));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw file.Mistake(error.Message);
        }

        return file;
    }

    private JsonNode? Convert(YamlNode node)
    {
        if (++_values > MostValues)
        {
            throw Mistake($"there are more than {MostValues} values");
        }

        switch (node)
        {
            case YamlMappingNode map:
                var result = new JsonObject();
                foreach (var (key, value) in map.Children)
                {
                    result[(key as YamlScalarNode)?.Value ?? throw Mistake($"line {key.Start.Line}: a key is no text")] = Convert(value);
                }

                return result;
            case YamlSequenceNode list:
                return new JsonArray([.. list.Children.Select(Convert)]);
            case YamlScalarNode { Value: { } text, Style: ScalarStyle.Plain }:
                return ConvertPlain(Expand(text), text);
            case YamlScalarNode { Value: { } text }:
                return JsonValue.Create(Expand(text));
            default:
                return null;
        }
    }

    // A variable is a text whatever it holds: a token of digits stays one.
    private static JsonValue? ConvertPlain(string text, string raw) => raw switch
    {
        "" or "~" or "null" or "Null" or "NULL" => null,
        "true" or "True" or "TRUE" => JsonValue.Create(true),
        "false" or "False" or "FALSE" => JsonValue.Create(false),
        _ when long.TryParse(raw, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => JsonValue.Create(whole),
        _ when NumberText().IsMatch(raw) && double.TryParse(raw, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) =>
            JsonValue.Create(number),
        _ => JsonValue.Create(text),
    };

    // Each part between $$ is expanded for itself: first ${…} and $__…{…}, then what is left as the operating system writes variables.
    private string Expand(string text) => !text.Contains('$', StringComparison.Ordinal)
        ? text
        : string.Join('$', text.Split("$$").Select(part => Variable().Replace(
            VariableText.Expand(part, _getVariable, message => Mistake(message)),
            match => _getVariable(match.Groups["name"].Value) ?? string.Empty)));

    [GeneratedRegex(@"\$(\{(?<name>[^}]*)\}|(?<name>[A-Za-z_]\w*))")]
    private static partial Regex Variable();

    [GeneratedRegex(@"^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$")]
    private static partial Regex NumberText();
}
