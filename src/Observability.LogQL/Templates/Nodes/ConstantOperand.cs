namespace Observability.LogQL.Templates.Nodes;

/// <summary>A value that stands in the template.</summary>
/// <param name="Value">The value.</param>
internal sealed record ConstantOperand(object? Value) : Operand
{
    /// <inheritdoc />
    public override object? Evaluate(TemplateScope scope) => Value;
}
