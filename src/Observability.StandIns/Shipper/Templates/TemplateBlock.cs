using System.Text;

namespace Observability.StandIns.Shipper.Templates;

/// <summary>Parts, one after the other.</summary>
internal sealed class TemplateBlock(IReadOnlyList<TemplateNode> nodes) : TemplateNode
{
    /// <inheritdoc />
    public override void Write(StringBuilder output, TemplateScope scope)
    {
        foreach (var node in nodes)
        {
            node.Write(output, scope);
        }
    }
}
