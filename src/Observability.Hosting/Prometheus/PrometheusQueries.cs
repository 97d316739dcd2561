using Observability.Hosting.Model;

namespace Observability.Hosting.Prometheus;

/// <summary>Reads the expressions of a Prometheus' rules.</summary>
internal static class PrometheusQueries
{
    /// <summary>Every expression; a file that is no YAML is left to the check of the rules.</summary>
    public static IEnumerable<ContentQuery> Find(IPrometheus prometheus) =>
        from path in prometheus.GetRequired<PrometheusSettings>().RulePaths
        from file in PrometheusRules.FindFiles(path)
        from @group in YamlNodes.TryRead(file).Items("groups")
        from rule in @group.Items("rules")
        let text = rule.Text("expr")
        where text is not null
        let name = rule.Text("alert") ?? rule.Text("record")
        select new ContentQuery(
            prometheus,
            FormattableString.Invariant($"{file}:{rule.Start.Line}: {name}"),
            QueryLanguage.PromQL,
            text,
            prometheus,
            rule.Text("record"));
}
