namespace Observability.LogQL.Templates.Nodes;

/// <summary>A text.</summary>
internal sealed class TextNode(string text) : TemplateNode
{
    /// <inheritdoc />
    public override LoopSignal Execute(TemplateScope scope)
    {
        scope.Write(text);
        return LoopSignal.None;
    }
}
