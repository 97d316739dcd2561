using System.Text;
using Observability.LogQL.Templates;

namespace Observability.LogQL.Pipeline.Formats;

/// <summary>Writes lines anew (https://grafana.com/docs/loki/latest/query/log_queries/#line-format-expression).</summary>
internal sealed class LineFormatRun(string template) : Stage
{
    private readonly Template _template = new(template);

    /// <inheritdoc />
    public override bool Process(Line line)
    {
        try
        {
            line.Text = Encoding.UTF8.GetBytes(_template.Label is { } label ? line.Labels.GetOrEmpty(label) : _template.Execute(line));
        }
        catch (TemplateException error)
        {
            line.Labels.Fail(PipelineErrors.TemplateFormat, error.Message);
        }

        return true;
    }
}
