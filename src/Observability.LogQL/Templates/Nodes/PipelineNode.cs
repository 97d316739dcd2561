namespace Observability.LogQL.Templates.Nodes;

/// <summary>Commands, each of which gets the value of the one before it as its last argument.</summary>
/// <param name="Commands">The commands; at least one.</param>
internal sealed record PipelineNode(IReadOnlyList<CommandNode> Commands)
{
    /// <summary>The value of the last one.</summary>
    public object? Evaluate(TemplateScope scope)
    {
        var value = Commands[0].Evaluate(scope, hasLast: false, null);
        for (var i = 1; i < Commands.Count; i++)
        {
            value = Commands[i].Evaluate(scope, hasLast: true, value);
        }

        return value;
    }
}
