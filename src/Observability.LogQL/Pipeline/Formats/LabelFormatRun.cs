using Observability.LogQL.Syntax;
using Observability.LogQL.Templates;

namespace Observability.LogQL.Pipeline.Formats;

/// <summary>
/// Renames labels and writes them anew (https://grafana.com/docs/loki/latest/query/log_queries/#labels-format-expression).
/// </summary>
internal sealed class LabelFormatRun : Stage
{
    private readonly (LabelFormat Format, Template? Template)[] _formats;

    /// <summary>Parses the templates.</summary>
    public LabelFormatRun(IReadOnlyList<LabelFormat> formats)
    {
        if (formats.Any(format => format.Label == LineLabels.ErrorLabel))
        {
            throw new LogQLException($"{LineLabels.ErrorLabel} cannot be formatted");
        }

        if (formats.GroupBy(format => format.Label).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new LogQLException($"multiple label name '{twice.Key}' not allowed in a single format operation");
        }

        _formats = [.. formats.Select(format => (format, format.IsTemplate ? new Template(format.Value) : null))];
    }

    /// <inheritdoc />
    public override bool Process(Line line)
    {
        // All templates see the labels as they were before the first of them.
        var written = new List<(string Label, string Value)>();
        foreach (var (format, template) in _formats)
        {
            if (template is null)
            {
                if (line.Labels.TryGet(format.Value, out var value))
                {
                    line.Labels.Set(format.Label, value);
                    line.Labels.Drop(format.Value);
                }

                continue;
            }

            try
            {
                written.Add((format.Label, template.Execute(line)));
            }
            catch (TemplateException error)
            {
                line.Labels.Fail(PipelineErrors.TemplateFormat, error.Message);
            }
        }

        foreach (var (label, value) in written)
        {
            line.Labels.Set(label, value);
        }

        return true;
    }
}
