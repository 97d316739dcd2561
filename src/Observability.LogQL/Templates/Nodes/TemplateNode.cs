namespace Observability.LogQL.Templates.Nodes;

/// <summary>A part of a template.</summary>
internal abstract class TemplateNode
{
    /// <summary>Writes it.</summary>
    public abstract LoopSignal Execute(TemplateScope scope);

    /// <summary>Writes several, whose variables nobody sees afterwards.</summary>
    protected static LoopSignal ExecuteAll(IReadOnlyList<TemplateNode> nodes, TemplateScope scope)
    {
        var variables = scope.VariableCount;
        var signal = LoopSignal.None;
        for (var i = 0; i < nodes.Count && signal == LoopSignal.None; i++)
        {
            signal = nodes[i].Execute(scope);
        }

        scope.Forget(variables);
        return signal;
    }
}
