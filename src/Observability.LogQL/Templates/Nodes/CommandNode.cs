namespace Observability.LogQL.Templates.Nodes;

/// <summary>An operand, or a function with its arguments.</summary>
/// <param name="Operand">The operand.</param>
/// <param name="Arguments">Its arguments, where it is a function.</param>
internal sealed record CommandNode(Operand Operand, IReadOnlyList<Operand> Arguments)
{
    /// <summary>Its value.</summary>
    /// <param name="scope">What the template sees.</param>
    /// <param name="hasLast">Whether a command was before it.</param>
    /// <param name="last">The value of that one.</param>
    public object? Evaluate(TemplateScope scope, bool hasLast, object? last)
    {
        if (Operand is FunctionOperand function)
        {
            return function.Call(scope, Arguments, hasLast, last);
        }

        return Arguments.Count == 0 && !hasLast
            ? Operand.Evaluate(scope)
            : throw new TemplateException("can't give argument to non-function");
    }
}
