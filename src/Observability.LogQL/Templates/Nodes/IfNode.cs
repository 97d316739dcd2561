namespace Observability.LogQL.Templates.Nodes;

/// <summary><c>{{if …}} … {{else}} … {{end}}</c>, and <c>with</c>, which makes the value the dot.</summary>
/// <param name="condition">The value.</param>
/// <param name="variable">A variable that is the value; null for none.</param>
/// <param name="isWith">Whether the value becomes the dot.</param>
/// <param name="body">What is written where the value is something.</param>
/// <param name="otherwise">What is written where it is nothing.</param>
internal sealed class IfNode(
    PipelineNode condition,
    string? variable,
    bool isWith,
    IReadOnlyList<TemplateNode> body,
    IReadOnlyList<TemplateNode> otherwise) : TemplateNode
{
    /// <inheritdoc />
    public override LoopSignal Execute(TemplateScope scope)
    {
        var value = condition.Evaluate(scope);
        var variables = scope.VariableCount;
        if (variable is not null)
        {
            scope.Declare(variable, value);
        }

        var isTrue = GoValue.IsTrue(value);
        var dot = scope.Dot;
        scope.Dot = isWith && isTrue ? value : dot;
        var signal = ExecuteAll(isTrue ? body : otherwise, scope);
        scope.Dot = dot;
        scope.Forget(variables);
        return signal;
    }
}
