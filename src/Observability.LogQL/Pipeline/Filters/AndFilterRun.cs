namespace Observability.LogQL.Pipeline.Filters;

/// <summary>Both of two conditions on labels.</summary>
internal sealed class AndFilterRun(Stage left, Stage right) : Stage
{
    /// <inheritdoc />
    public override bool Process(Line line) => left.Process(line) && right.Process(line);
}
