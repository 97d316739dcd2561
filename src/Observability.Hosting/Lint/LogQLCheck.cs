using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Lint.LogQL;
using Observability.Hosting.Lint.PromQL;
using Observability.Hosting.Model;
using Observability.Hosting.Validation;

namespace Observability.Hosting.Lint;

/// <summary>
/// Checks every LogQL query of the content: that it is one, and that the labels of its selectors are among those that the graph's
/// shippers give to lines. Where a writer of the store has not said which those are, any may be.
/// </summary>
internal sealed class LogQLCheck(DistributedApplicationModel model, ContentQueries queries) : IStackCheck
{
    /// <inheritdoc />
    public Task<IReadOnlyList<Problem>> RunAsync(CancellationToken cancellationToken)
    {
        var problems = new List<Problem>();
        foreach (var query in queries.In(QueryLanguage.LogQL))
        {
            try
            {
                if (FindProblem(LogQLParser.FindSelectors(query.Text), query.Store) is { } found)
                {
                    problems.Add(new Problem(query.Owner.Name, query.Place, found.What, found.Remedy) { Rule = found.Rule });
                }
            }
            catch (PromQLException error)
            {
                problems.Add(new Problem(
                    query.Owner.Name,
                    query.Place,
                    FormattableString.Invariant($"{error.Message} at character {error.Position + 1} of: {query.Text.ReplaceLineEndings(" ")}"),
                    "Mend the query.") { Rule = "logql-syntax" });
            }
        }

        return Task.FromResult<IReadOnlyList<Problem>>(problems);
    }

    private (string Rule, string What, string Remedy)? FindProblem(IReadOnlyList<Selector> selectors, IResource store)
    {
        // https://grafana.com/docs/loki/latest/query/log_queries/#log-stream-selector
        if (selectors.FirstOrDefault(selector => selector.Matchers.All(IsSatisfiedByNothing)) is { } broad)
        {
            return (
                "logql-selector-empty",
                FormattableString.Invariant($"the selector at character {broad.Position + 1} would match lines without any of its labels, which Loki refuses"),
                "Use at least one label with a value, such as {stack=~\".+\"}.");
        }

        var writers = model.Resources
            .Where(resource => resource.GetEdges(EdgeKind.Log).Any(edge => ReferenceEquals(edge.To.Resource, store)))
            .ToList();
        if (writers.Count == 0 || !writers.TrueForAll(writer => writer.HasAnnotationOfType<LogLabelsAnnotation>()))
        {
            return null;
        }

        var labels = writers.SelectMany(writer => writer.GetRequired<LogLabelsAnnotation>().Names).ToHashSet(StringComparer.Ordinal);
        var unknown = selectors.SelectMany(selector => selector.Matchers)
            .FirstOrDefault(matcher => !labels.Contains(matcher.Label) && !matcher.Label.Contains(ContentVariable.Placeholder, StringComparison.Ordinal));
        return unknown is null
            ? null
            : ("log-label-unknown", $"no line in {store.Name} has the label '{unknown.Label}'", $"Use one of: {string.Join(", ", labels.Order(StringComparer.Ordinal))}.");
    }

    private static bool IsSatisfiedByNothing(Matcher matcher) => matcher.Operator switch
    {
        "=" => matcher.Value.Length == 0,
        "=~" => matcher.Value is "" or ".*",
        _ => true,
    };
}
