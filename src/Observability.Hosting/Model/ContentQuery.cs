using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Model;

/// <summary>A query in the content that people wrote: rules, dashboards, alerts.</summary>
/// <param name="Owner">Resource that the content belongs to.</param>
/// <param name="Place">File and place in it, for people.</param>
/// <param name="Language">Language that it is written in.</param>
/// <param name="Text">The query, with variables of the content already replaced.</param>
/// <param name="Store">Resource that is asked.</param>
/// <param name="Records">Name that its result is stored under, or null.</param>
internal sealed record ContentQuery(
    IResource Owner, string Place, QueryLanguage Language, string Text, IResource Store, string? Records = null)
{
    /// <summary>
    /// The expressions of rule files in Prometheus' format, which Loki has too; a file that is no YAML is left to the check of its format.
    /// </summary>
    public static IEnumerable<ContentQuery> OfRules(IResource owner, QueryLanguage language, IEnumerable<string> files) =>
        from file in files
        from @group in YamlNodes.TryRead(file).Items("groups")
        from rule in @group.Items("rules")
        let text = rule.Text("expr")
        where text is not null
        let name = rule.Text("alert") ?? rule.Text("record")
        select new ContentQuery(
            owner,
            FormattableString.Invariant($"{file}:{rule.Start.Line}: {name}"),
            language,
            text,
            owner,
            rule.Text("record"));
}
