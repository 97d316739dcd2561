namespace Observability.LogQL.Templates.Nodes;

/// <summary>Something in a template that has a value.</summary>
internal abstract record Operand
{
    /// <summary>Its value.</summary>
    public abstract object? Evaluate(TemplateScope scope);
}
