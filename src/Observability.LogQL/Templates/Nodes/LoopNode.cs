namespace Observability.LogQL.Templates.Nodes;

/// <summary><c>{{break}}</c> or <c>{{continue}}</c>.</summary>
internal sealed class LoopNode(LoopSignal signal) : TemplateNode
{
    /// <inheritdoc />
    public override LoopSignal Execute(TemplateScope scope) => signal;
}
