using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Model;
using Observability.Hosting.Validation;
using Observability.LogQL;
using Observability.LogQL.Syntax;

namespace Observability.Hosting.Lint;

/// <summary>
/// Checks every LogQL query of the content: that it is one, and that the labels of its selectors are among those that the graph's
/// shippers give to lines. Where a writer of the store has not said which those are, any may be.
/// </summary>
internal sealed class LogQLCheck(DistributedApplicationModel model, ContentQueries queries) : IStackCheck
{
    // A selector that Loki would refuse is named by a rule of its own.
    private static readonly LogQLParserOptions s_options = new() { Variable = ContentVariable.Placeholder, AllowsEmptySelectors = true };

    /// <inheritdoc />
    public Task<IReadOnlyList<Problem>> RunAsync(CancellationToken cancellationToken)
    {
        var problems = new List<Problem>();
        foreach (var query in queries.In(QueryLanguage.LogQL))
        {
            try
            {
                if (FindProblem(FindSelectors(query.Text), query.Store) is { } found)
                {
                    problems.Add(new Problem(query.Owner.Name, query.Place, found.What, found.Remedy) { Rule = found.Rule });
                }
            }
            catch (LogQLException error)
            {
                problems.Add(new Problem(
                    query.Owner.Name,
                    query.Place,
                    FormattableString.Invariant(
                        $"{error.Problem} at character {error.Position + 1} of: {query.Text.ReplaceLineEndings(" ")}"),
                    "Mend the query.") { Rule = "logql-syntax" });
            }
        }

        return Task.FromResult<IReadOnlyList<Problem>>(problems);
    }

    /// <summary>The selectors of a query, in the order of the text.</summary>
    /// <exception cref="LogQLException">It is not LogQL, or selects no stream.</exception>
    internal static IReadOnlyList<StreamSelector> FindSelectors(string query) => query.Contains('{', StringComparison.Ordinal)
        ? LogQLQuery.Parse(query, s_options).Selectors
        : throw new LogQLException("there is no selector such as {resource=\"prometheus\"}", query, 0);

    private (string Rule, string What, string Remedy)? FindProblem(IReadOnlyList<StreamSelector> selectors, IResource store)
    {
        // https://grafana.com/docs/loki/latest/query/log_queries/#log-stream-selector
        if (selectors.FirstOrDefault(selector => selector.Matchers.All(IsSatisfiedByNothing)) is { } broad)
        {
            return (
                "logql-selector-empty",
                FormattableString.Invariant(
                    $"the selector at character {broad.Position + 1} would match lines without any of its labels, which Loki refuses"),
                "Use at least one label with a value, such as {stack=~\".+\"}.");
        }

        var writers = model.Resources
            .Where(resource => resource.HasEdge(EdgeKind.Log, store))
            .ToList();
        if (writers.Count == 0 || !writers.TrueForAll(writer => writer.HasAnnotationOfType<LogLabelsAnnotation>()))
        {
            return null;
        }

        var labels = writers.SelectMany(writer => writer.GetRequired<LogLabelsAnnotation>().Names).ToHashSet(StringComparer.Ordinal);
        var unknown = selectors.SelectMany(selector => selector.Matchers)
            .FirstOrDefault(
                matcher => !labels.Contains(matcher.Name) && !matcher.Name.Contains(ContentVariable.Placeholder, StringComparison.Ordinal));
        return unknown is null
            ? null
            : (
                "log-label-unknown",
                $"no line in {store.Name} has the label '{unknown.Name}'",
                $"Use one of: {string.Join(", ", labels.Order(StringComparer.Ordinal))}.");
    }

    private static bool IsSatisfiedByNothing(LabelMatcher matcher) => matcher.IsMatch(string.Empty);
}
