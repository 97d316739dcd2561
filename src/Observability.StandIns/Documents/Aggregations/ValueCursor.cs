using Observability.StandIns.Documents.Columns;

namespace Observability.StandIns.Documents.Aggregations;

/// <summary>Walks through a block's values beside documents that ascend.</summary>
/// <typeparam name="T">How a value is kept.</typeparam>
internal ref struct ValueCursor<T>(BlockValues<T> values)
    where T : unmanaged
{
    private readonly BlockValues<T> _values = values;
    private int _start;
    private int _end;
    private int _document = -1;

    /// <summary>The values of a document, none before the last one asked for.</summary>
    public ReadOnlySpan<T> Of(ushort document)
    {
        if (_values.IsDense)
        {
            return document < _values.Numbers.Length ? _values.Numbers.Slice(document, 1) : default;
        }

        if (document != _document)
        {
            _document = document;
            _start = Advance(_end, document);
            _end = _start;
            while (_end < _values.Documents.Length && _values.Documents[_end] == document)
            {
                _end++;
            }
        }

        return _values.Numbers[_start.._end];
    }

    // A few steps first, as in most blocks the next document is near; then in strides that double.
    private readonly int Advance(int at, ushort document)
    {
        var documents = _values.Documents;
        for (var step = 1; at < documents.Length && documents[at] < document;)
        {
            var next = at + step;
            if (next < documents.Length && documents[next] < document)
            {
                at = next;
                step *= 2;
            }
            else if (step > 1)
            {
                step = 1;
            }
            else
            {
                at++;
            }
        }

        return at;
    }
}
