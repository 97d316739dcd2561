using Observability.LogQL.Pipeline;
using Observability.LogQL.Templates.Nodes;

namespace Observability.LogQL.Templates;

/// <summary>
/// A template in the language of Go's text/template, with the functions that Loki adds
/// (https://grafana.com/docs/loki/latest/query/template_functions/).
/// </summary>
internal sealed class Template
{
    private readonly IReadOnlyList<TemplateNode> _nodes;

    /// <summary>Parses a template.</summary>
    /// <exception cref="LogQLException">It is none.</exception>
    public Template(string text)
    {
        _nodes = TemplateParser.Parse(text);
        var only = _nodes is [ActionNode { Variable: null, Pipeline.Commands: [{ Arguments: [] } command] }] ? command.Operand : null;
        Label = only is FieldOperand { Source: null, Fields: [var field] } ? field : null;
    }

    /// <summary>The label, where the template is nothing but one: <c>{{.message}}</c>.</summary>
    public string? Label { get; }

    /// <summary>Writes the template for a line.</summary>
    /// <exception cref="TemplateException">It fails for this line.</exception>
    public string Execute(Line line)
    {
        var scope = new TemplateScope(line);
        foreach (var node in _nodes)
        {
            if (node.Execute(scope) != LoopSignal.None)
            {
                break;
            }
        }

        return scope.Output;
    }
}
