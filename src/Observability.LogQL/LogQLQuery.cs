using Observability.LogQL.Syntax;
using Observability.LogQL.Syntax.Parsing;

namespace Observability.LogQL;

/// <summary>
/// A LogQL query that has been parsed (https://grafana.com/docs/loki/latest/query/). It can be evaluated any number of times.
/// </summary>
public sealed class LogQLQuery
{
    internal LogQLQuery(string text, LogQLExpression expression, IReadOnlyList<StreamSelector> selectors, bool hasVariables)
    {
        Text = text;
        Expression = expression;
        Selectors = selectors;
        HasVariables = hasVariables;
    }

    /// <summary>The text as it was given.</summary>
    public string Text { get; }

    /// <summary>A <see cref="LogExpression"/>, which gives lines, or a <see cref="MetricExpression"/>, which gives numbers.</summary>
    public LogQLExpression Expression { get; }

    /// <summary>Every stream selector of the query, in the order of the text.</summary>
    public IReadOnlyList<StreamSelector> Selectors { get; }

    /// <summary>Whether it gives numbers, not lines.</summary>
    public bool IsMetric => Expression is MetricExpression;

    /// <summary>
    /// Whether a variable stands for a value (<see cref="LogQLParserOptions.Variable"/>): such a query can be read, not evaluated.
    /// </summary>
    public bool HasVariables { get; }

    /// <summary>Parses a query.</summary>
    /// <param name="query">The text.</param>
    /// <param name="options">What is accepted beyond what Loki accepts; nothing unless given.</param>
    /// <exception cref="LogQLException">
    /// It is not LogQL, or Loki would refuse it before it reads a line; the exception says where.
    /// </exception>
    /// <exception cref="LogQLNotSupportedException">It is LogQL of a kind that this library does not know.</exception>
    public static LogQLQuery Parse(string query, LogQLParserOptions? options = null) =>
        LogQLParser.ParseQuery(query, options ?? new LogQLParserOptions());

    /// <summary>Parses a stream selector alone, such as a <c>match[]</c> of the series API; <c>{}</c> selects every stream.</summary>
    /// <exception cref="LogQLException">It is not a selector; the exception says where.</exception>
    public static StreamSelector ParseSelector(string selector) => LogQLParser.ParseSelector(selector);

    /// <summary>Parses the labels of a stream as clients push them: <c>{app="web", level="info"}</c>.</summary>
    /// <exception cref="LogQLException">They are not labels; the exception says where.</exception>
    public static LabelSet ParseLabels(string labels) => LabelParser.Parse(labels);

    /// <inheritdoc />
    public override string ToString() => Text;
}
