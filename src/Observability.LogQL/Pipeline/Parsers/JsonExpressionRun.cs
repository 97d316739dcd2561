using Observability.LogQL.Syntax;
using Observability.LogQL.Text.Json;

namespace Observability.LogQL.Pipeline.Parsers;

/// <summary>Makes labels of the values at some places in a line of JSON; where there is none, the label is empty.</summary>
internal sealed class JsonExpressionRun(IReadOnlyList<LabelExtraction> extractions) : Stage
{
    private readonly (string Label, JsonPath Path)[] _paths =
        [.. extractions.Select(extraction => (extraction.Label, new JsonPath(extraction.Expression)))];

    /// <inheritdoc />
    public override bool Process(Line line)
    {
        if (line.Text.IsEmpty)
        {
            return true;
        }

        if (line.Text.Span[0] is not ((byte)'{' or (byte)'[' or (byte)'"'))
        {
            line.Labels.Fail(PipelineErrors.Json, string.Empty);
            return true;
        }

        foreach (var (label, path) in _paths)
        {
            if (path.TryFind(line.Text.Span, out var value))
            {
                line.Labels.Set(line.Labels.NameOfParsed(label), value.Kind == JsonKind.Null ? default : value.Read(line.Text) ?? default);
            }
            else if (!line.Labels.TryGet(label, out _))
            {
                line.Labels.Set(label, ReadOnlyMemory<byte>.Empty);
            }
        }

        return true;
    }
}
