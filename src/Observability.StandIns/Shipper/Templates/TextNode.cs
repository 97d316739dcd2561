using System.Text;

namespace Observability.StandIns.Shipper.Templates;

/// <summary>Text as it is.</summary>
internal sealed class TextNode(string text) : TemplateNode
{
    /// <inheritdoc />
    public override void Write(StringBuilder output, TemplateScope scope) => output.Append(text);
}
