namespace Observability.LogQL.Templates.Nodes;

/// <summary>A variable.</summary>
/// <param name="Name">Its name; empty for the labels.</param>
internal sealed record VariableOperand(string Name) : Operand
{
    /// <inheritdoc />
    public override object? Evaluate(TemplateScope scope) => scope.Get(Name);
}
