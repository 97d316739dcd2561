using System.Text;

namespace Observability.StandIns.Shipper.Templates;

/// <summary>A value that is written, or given to a variable.</summary>
/// <param name="value">The value.</param>
/// <param name="variable">Variable that gets it, or null where it is written.</param>
internal sealed class ValueNode(TemplateValue value, string? variable) : TemplateNode
{
    /// <inheritdoc />
    public override void Write(StringBuilder output, TemplateScope scope)
    {
        var result = value(scope);
        if (variable is not null)
        {
            scope[variable] = result;
        }
        else
        {
            output.Append(TemplateFunctions.TextOf(result));
        }
    }
}
