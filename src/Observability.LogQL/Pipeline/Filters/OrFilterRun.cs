namespace Observability.LogQL.Pipeline.Filters;

/// <summary>One of two conditions on labels.</summary>
internal sealed class OrFilterRun(Stage left, Stage right) : Stage
{
    /// <inheritdoc />
    public override bool Process(Line line) => left.Process(line) || right.Process(line);
}
