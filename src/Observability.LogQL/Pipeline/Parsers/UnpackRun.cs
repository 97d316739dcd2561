using Observability.LogQL.Text.Json;

namespace Observability.LogQL.Pipeline.Parsers;

/// <summary>
/// Takes apart what Promtail's <c>pack</c> stage put together: an object of labels and, under <c>_entry</c>, the line
/// (https://grafana.com/docs/loki/latest/query/log_queries/#unpack).
/// </summary>
internal sealed class UnpackRun : Stage
{
    private readonly LabelNames _names = new(null);
    private readonly List<(string Name, ReadOnlyMemory<byte> Value)> _labels = [];

    /// <inheritdoc />
    public override bool Process(Line line)
    {
        if (line.Text.IsEmpty)
        {
            return true;
        }

        _labels.Clear();
        _names.Reset();
        if (!TryRead(line, out var entry))
        {
            line.Labels.Fail(PipelineErrors.Json, "expecting json object, but it is not");
        }
        else if (entry is { } text)
        {
            line.Text = text;
            foreach (var (name, value) in _labels)
            {
                line.Labels.AddParsed(name, value);
            }
        }

        return true;
    }

    private bool TryRead(Line line, out ReadOnlyMemory<byte>? entry)
    {
        entry = null;
        var cursor = new JsonCursor(line.Text.Span);
        if (!cursor.TryTake('{'))
        {
            return false;
        }

        if (cursor.TryTake('}'))
        {
            return true;
        }

        do
        {
            if (!cursor.TryReadKey(out var key) || !cursor.TryReadValue(out var value))
            {
                return false;
            }

            var name = (key.Read(line.Text) ?? default).Span;
            if (value.Kind != JsonKind.Text)
            {
                continue;
            }

            if (name.SequenceEqual("_entry"u8))
            {
                entry = value.Read(line.Text);
            }
            else if (_names.Get(name) is { Length: > 0 } label)
            {
                _labels.Add((label, value.Read(line.Text) ?? default));
            }
        }
        while (cursor.TryTake(','));

        return cursor.TryTake('}');
    }
}
