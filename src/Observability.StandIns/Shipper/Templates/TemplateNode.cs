using System.Text;

namespace Observability.StandIns.Shipper.Templates;

/// <summary>A part of a template.</summary>
internal abstract class TemplateNode
{
    /// <summary>Adds what it makes.</summary>
    public abstract void Write(StringBuilder output, TemplateScope scope);
}
