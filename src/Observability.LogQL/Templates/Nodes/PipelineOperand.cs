namespace Observability.LogQL.Templates.Nodes;

/// <summary>A pipeline in brackets.</summary>
/// <param name="Pipeline">The pipeline.</param>
internal sealed record PipelineOperand(PipelineNode Pipeline) : Operand
{
    /// <inheritdoc />
    public override object? Evaluate(TemplateScope scope) => Pipeline.Evaluate(scope);
}
