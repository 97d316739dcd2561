using Observability.LogQL.Evaluation;
using Observability.LogQL.Pipeline;
using Observability.LogQL.Results;
using Observability.LogQL.Source;
using Observability.LogQL.Syntax;

namespace Observability.LogQL;

/// <summary>
/// A log query for entries that come one by one, such as those that a tail sees. It has buffers of its own: one is for one thread at a
/// time.
/// </summary>
public sealed class LogPipeline
{
    private readonly PipelineRun _pipeline;

    private LogPipeline(LogExpression expression) => _pipeline = new PipelineRun(expression.Stages, ParserHints.All, hasSearch: false);

    /// <summary>Prepares the pipeline of a query.</summary>
    /// <exception cref="LogQLException">The query is a metric query.</exception>
    public static LogPipeline Create(LogQLQuery query) =>
        query.Expression is LogExpression expression ? new(expression) : throw new LogQLException("only a log query can be tailed");

    /// <summary>Sends an entry through the pipeline.</summary>
    /// <param name="streamLabels">Labels of its stream; whether the selector selects them is not asked here.</param>
    /// <param name="entry">The entry.</param>
    /// <returns>What came out; null where the entry was filtered out.</returns>
    public ResultEntry? Process(LabelSet streamLabels, LogEntry entry) =>
        _pipeline.Process(streamLabels, entry.Time, entry.Line, entry.Metadata) ? EntryWriter.Write(_pipeline.Line, streamLabels) : null;
}
