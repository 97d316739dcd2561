using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Model;

namespace Observability.Hosting.Grafana;

/// <summary>Reads a Grafana's data sources off the graph.</summary>
internal static class GrafanaDataSources
{
    private const string VariablePrefix = "DATASOURCE";

    /// <summary>
    /// The data sources that take part in this run, in the order of the verbs that added their stores. Read them late: verbs
    /// may still change a store, and a selection may still take one out.
    /// </summary>
    public static IReadOnlyList<ProvisionedDataSource> Collect(IResource grafana)
    {
        var edges = grafana.GetEdges(EdgeKind.Query).ToList();
        var wanted = grafana.GetRequired<GrafanaSettings>().DefaultStore;
        var defaultStore = edges.Find(edge => ReferenceEquals(edge.To.Resource, wanted)) ?? edges.FirstOrDefault();
        var variables = new HashSet<string>(StringComparer.Ordinal);
        var found = new List<ProvisionedDataSource>();
        var hasDefault = false;
        foreach (var edge in edges)
        {
            foreach (var source in SourcesOf(edge.To.Resource))
            {
                var isDefault = !hasDefault && ReferenceEquals(edge, defaultStore);
                hasDefault |= isDefault;
                found.Add(new ProvisionedDataSource(
                    source,
                    new EndpointReference(edge.To.Resource, source.EndpointName),
                    isDefault,
                    [.. source.Secrets.Select(secret => NameVariable(source.Uid, secret.Key, variables))]));
            }
        }

        return found;
    }

    /// <summary>The data sources of every store that a verb has named, whether it takes part in this run or not.</summary>
    public static IReadOnlyList<DataSource> Declared(IResource grafana) =>
        [.. grafana.GetRequired<GrafanaSettings>().Stores.SelectMany(SourcesOf)];

    private static IReadOnlyList<DataSource> SourcesOf(IResource store) => store.GetRequired<DataSourcesAnnotation>().Create();

    // Not GF_…: Grafana takes those for settings. Two that would have one name are told apart by a number.
    private static string NameVariable(string uid, string key, HashSet<string> taken)
    {
        var name = $"{VariablePrefix}_{ToWord(uid)}_{ToWord(key)}";
        var unique = name;
        for (var number = 2; !taken.Add(unique); number++)
        {
            unique = FormattableString.Invariant($"{name}_{number}");
        }

        return unique;
    }

    private static string ToWord(string text) =>
        string.Concat(text.Select(letter => char.IsAsciiLetterOrDigit(letter) ? char.ToUpperInvariant(letter) : '_'));
}
