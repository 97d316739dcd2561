namespace Observability.LogQL.Templates.Nodes;

/// <summary>A value that is written, or given to a variable.</summary>
/// <param name="pipeline">The value.</param>
/// <param name="variable">The variable; null where it is written.</param>
/// <param name="declares">Whether the variable is a new one.</param>
internal sealed class ActionNode(PipelineNode pipeline, string? variable, bool declares) : TemplateNode
{
    /// <summary>The value.</summary>
    public PipelineNode Pipeline => pipeline;

    /// <summary>The variable; null where the value is written.</summary>
    public string? Variable => variable;

    /// <inheritdoc />
    public override LoopSignal Execute(TemplateScope scope)
    {
        var value = pipeline.Evaluate(scope);
        if (variable is null)
        {
            scope.Write(GoFormat.Print(value));
        }
        else if (declares)
        {
            scope.Declare(variable, value);
        }
        else
        {
            scope.Assign(variable, value);
        }

        return LoopSignal.None;
    }
}
