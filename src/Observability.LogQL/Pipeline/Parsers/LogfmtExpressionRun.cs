using Observability.LogQL.Syntax;
using Observability.LogQL.Text;

namespace Observability.LogQL.Pipeline.Parsers;

/// <summary>Makes labels of some keys of logfmt; where a key is not there, the label is empty.</summary>
internal sealed class LogfmtExpressionRun(IReadOnlyList<LabelExtraction> extractions, bool isStrict) : Stage
{
    private readonly (string Label, string Key)[] _keys =
        [.. extractions.Select(extraction => (extraction.Label, KeyOf(extraction.Expression)))];

    private readonly LabelNames _names = new(null);

    /// <inheritdoc />
    public override bool Process(Line line)
    {
        var labels = line.Labels;
        foreach (var (label, _) in _keys)
        {
            if (labels.NameOfParsed(label) == label)
            {
                labels.Set(label, ReadOnlyMemory<byte>.Empty);
            }
        }

        _names.Reset();
        var reader = new LogfmtReader(line.Text);
        while (reader.Read())
        {
            if (reader.Problem is { } problem)
            {
                if (isStrict)
                {
                    labels.Fail(PipelineErrors.Logfmt, problem);
                    return true;
                }

                continue;
            }

            var name = _names.Get(reader.Key);
            foreach (var (label, key) in _keys)
            {
                if (name == key)
                {
                    labels.Set(labels.NameOfParsed(label), reader.Value);
                }
            }
        }

        return true;
    }

    // A key as it is, or in quotes where it has blanks. Keys are compared by the names that they would have as labels.
    private static string KeyOf(string expression)
    {
        var text = expression.Trim();
        var key = text.Length > 1 && text[0] == '"' && GoText.FindEnd(text, 0) == text.Length ? GoText.Unquote(text) : text;
        return key is { Length: > 0 }
            && (text[0] == '"' || !text.Any(character => char.IsWhiteSpace(character) || character is '"' or '=' or '[' or ']'))
            ? LabelNames.Sanitize(key)
            : throw new LogQLException($"cannot parse expression [{expression}]");
    }
}
