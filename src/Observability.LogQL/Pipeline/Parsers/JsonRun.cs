using Observability.LogQL.Text.Json;

namespace Observability.LogQL.Pipeline.Parsers;

/// <summary>
/// Makes a label of each value in a line of JSON but arrays; of nested ones the keys are joined by an underscore
/// (https://grafana.com/docs/loki/latest/query/log_queries/#json).
/// </summary>
/// <param name="needed">Labels that are wanted; all where null.</param>
internal sealed class JsonRun(IReadOnlySet<string>? needed) : Stage
{
    private readonly LabelNames _names = new(needed);
    private byte[] _prefix = new byte[128];
    private int _missing;

    /// <inheritdoc />
    public override bool Process(Line line)
    {
        _names.Reset();
        _missing = needed?.Count ?? int.MaxValue;
        var cursor = new JsonCursor(line.Text.Span);
        if (_missing > 0 && !TryReadObject(ref cursor, line, 0, 0))
        {
            // Lines that are no JSON at all may be many.
            var details = cursor.Position == 0
                ? "no JSON object"
                : FormattableString.Invariant($"no JSON object any more at byte {cursor.Position}");
            line.Labels.Fail(PipelineErrors.Json, details);
        }

        return true;
    }

    private bool TryReadObject(ref JsonCursor cursor, Line line, int prefixLength, int depth)
    {
        if (depth > JsonCursor.Deepest || !cursor.TryTake('{'))
        {
            return false;
        }

        if (cursor.TryTake('}'))
        {
            return true;
        }

        do
        {
            if (!cursor.TryReadKey(out var key))
            {
                return false;
            }

            var length = Append(prefixLength, (key.Read(line.Text) ?? default).Span.Trim(" \t\r\n"u8));
            if (cursor.Peek() == JsonKind.Object)
            {
                if (!TryReadObject(ref cursor, line, length, depth + 1))
                {
                    return false;
                }

                if (_missing == 0)
                {
                    return true;
                }
            }
            else if (!cursor.TryReadValue(out var value))
            {
                return false;
            }
            else if (value.Kind is JsonKind.Text or JsonKind.Number or JsonKind.Boolean)
            {
                Add(line, _prefix.AsSpan(0, length), value);
                if (_missing == 0)
                {
                    return true;
                }
            }
        }
        while (cursor.TryTake(','));

        return cursor.TryTake('}');
    }

    private void Add(Line line, ReadOnlySpan<byte> key, JsonValue value)
    {
        var name = _names.Get(key);
        if (name.Length > 0 && line.Labels.AddParsed(name, value.Read(line.Text) ?? default, needed))
        {
            _missing--;
        }
    }

    private int Append(int prefixLength, ReadOnlySpan<byte> key)
    {
        if (key.IsEmpty)
        {
            return prefixLength;
        }

        var start = prefixLength == 0 ? 0 : prefixLength + 1;
        if (_prefix.Length < start + key.Length)
        {
            Array.Resize(ref _prefix, 2 * (start + key.Length));
        }

        if (start > 0)
        {
            _prefix[prefixLength] = (byte)'_';
        }

        key.CopyTo(_prefix.AsSpan(start));
        return start + key.Length;
    }
}
