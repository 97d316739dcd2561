namespace Observability.StandIns.Points.InfluxQL.Syntax;

/// <summary>A statement.</summary>
internal abstract record QlStatement
{
    /// <summary>A query.</summary>
    internal sealed record Select(
        IReadOnlyList<QlField> Fields,
        IReadOnlyList<QlSource> Sources,
        QlExpression? Where,
        IReadOnlyList<QlExpression> Dimensions,
        QlFill Fill,
        bool IsDescending,
        long Limit,
        long Offset,
        long SeriesLimit,
        long SeriesOffset) : QlStatement;

    /// <summary>A question for what there is: <c>SHOW TAG VALUES</c> and its like.</summary>
    internal sealed record Show(
        string What,
        string? Database,
        IReadOnlyList<QlSource> Sources,
        string? KeyOperator,
        IReadOnlyList<QlExpression> Keys,
        QlExpression? Where,
        long Limit,
        long Offset) : QlStatement;

    /// <summary>What version 2 of the server answers with <c>not implemented</c>.</summary>
    internal sealed record NotImplemented(string What) : QlStatement;
}
