using System.Text;

namespace Observability.StandIns.Shipper.Templates;

/// <summary>The actions <c>if</c> and <c>with</c>.</summary>
/// <param name="condition">What is looked at.</param>
/// <param name="isWith">True where it is what <c>.</c> is inside.</param>
/// <param name="then">What is made where it is not empty.</param>
/// <param name="otherwise">What is made where it is, or null.</param>
internal sealed class ChoiceNode(TemplateValue condition, bool isWith, TemplateBlock then, TemplateNode? otherwise) : TemplateNode
{
    /// <inheritdoc />
    public override void Write(StringBuilder output, TemplateScope scope)
    {
        var value = condition(scope);
        if (!TemplateFunctions.IsTrue(value))
        {
            otherwise?.Write(output, scope);
        }
        else if (isWith)
        {
            scope.Enter(value);
            then.Write(output, scope);
            scope.Leave();
        }
        else
        {
            then.Write(output, scope);
        }
    }
}
