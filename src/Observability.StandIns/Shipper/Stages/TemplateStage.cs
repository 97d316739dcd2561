using Observability.StandIns.Shipper.Templates;

namespace Observability.StandIns.Shipper.Stages;

/// <summary>
/// The stage <c>template</c>: sets what was found to what a template makes of it; to nothing where it makes nothing. The template sees
/// all that was found by name, <c>.Value</c> and <c>.Entry</c>.
/// </summary>
internal sealed class TemplateStage(string source, GoTemplate template) : IStage
{
    /// <inheritdoc />
    public bool Process(LogEntry entry)
    {
        var value = entry.Text(source);
        if (template.Execute(name => name switch { "Entry" => entry.Line, "Value" => value, _ => entry.Text(name) }) is not { } made)
        {
            return true;
        }

        if (made.Length == 0)
        {
            entry.Extracted.Remove(source);
        }
        else
        {
            entry.Extracted[source] = made;
        }

        return true;
    }
}
