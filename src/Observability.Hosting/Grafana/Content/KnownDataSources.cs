using System.Text.RegularExpressions;
using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Model;

namespace Observability.Hosting.Grafana.Content;

/// <summary>What dashboards and rules may name as a data source.</summary>
internal sealed partial class KnownDataSources
{
    // Grafana's own: expressions, random data and annotations, several sources in a panel, the result of another panel.
    private static readonly string[] s_builtIn = ["__expr__", "grafana", "-- Grafana --", "-- Mixed --", "-- Dashboard --"];
    private readonly List<DataSource> _sources;

    /// <summary>Knows the data sources of the graph.</summary>
    public KnownDataSources(IReadOnlyList<DataSource> sources) => _sources = [.. sources];

    /// <summary>The data sources that the verbs have named on a Grafana.</summary>
    public static KnownDataSources Of(IResource grafana) => new(GrafanaDataSources.Declared(grafana));

    /// <summary>What is wrong with a reference, or null where it leads somewhere.</summary>
    /// <param name="uid">What names the data source; older dashboards take its name.</param>
    /// <param name="type">Plugin that the reference expects, or null.</param>
    /// <param name="variables">Names of the dashboard's variables that stand for a data source.</param>
    public string? FindProblem(string uid, string? type, IReadOnlySet<string> variables)
    {
        if (s_builtIn.Contains(uid))
        {
            return null;
        }

        if (Variable().Match(uid) is { Success: true } match)
        {
            var name = match.Groups["name"].Value;
            return variables.Contains(name) ? null : $"'{uid}' is no variable of type datasource in this dashboard";
        }

        var source = _sources.Find(source => source.Uid == uid) ?? _sources.Find(source => source.Name == uid);
        return source is null
            ? $"'{uid}' is no data source of this Grafana"
            : type is not null && type != source.Type ? $"'{uid}' is of type {source.Type}, not {type}" : null;
    }

    /// <summary>What a person can name instead.</summary>
    public string Remedy => _sources.Count == 0
        ? "Add a store with WithDataSource."
        : $"Use one of: {string.Join(", ", _sources.Select(source => source.Uid).Order(StringComparer.Ordinal))}.";

    // $name, ${name}, ${name:format}, [[name]]
    [GeneratedRegex(@"^(?:\$(?<name>\w+)|\$\{(?<name>\w+)(?::[^}]*)?\}|\[\[(?<name>\w+)(?::[^\]]*)?\]\])$")]
    private static partial Regex Variable();
}
