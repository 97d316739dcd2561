using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Observability.LogQL.Pipeline;
using Observability.LogQL.Syntax;

namespace Observability.LogQL.Evaluation.Metrics;

/// <summary>
/// The series that the lines of a range belong to, by the labels they are grouped by. Finding the series of a line makes no object,
/// unless it is the first line of it.
/// </summary>
/// <param name="grouping">By which labels; null for all.</param>
/// <param name="dropped">A label that is left out of all labels; null for none.</param>
/// <param name="create">Makes a series.</param>
internal sealed class SampleTable(Grouping? grouping, string? dropped, Func<LabelSet, SampleSink> create)
{
    private readonly string[]? _by = grouping is { IsWithout: false }
        ? [.. grouping.Labels.Distinct().Order(StringComparer.Ordinal)]
        : null;
    private readonly HashSet<string> _without =
        [.. grouping is { IsWithout: true } ? grouping.Labels : [], .. dropped is null ? Array.Empty<string>() : [dropped]];
    private readonly Dictionary<byte[], SampleSink> _byKey = new(BytesComparer.Instance);
    private readonly Dictionary<LabelSet, SampleSink> _sinks = [];
    private readonly ArrayBufferWriter<byte> _key = new();
    private readonly List<LabelSlot> _labels = [];
    private byte[] _buffer = [];

    /// <summary>All series.</summary>
    public IEnumerable<SampleSink> Sinks => _sinks.Values;

    /// <summary>The series of lines that have the labels of their stream.</summary>
    public SampleSink Get(LabelSet stream) => GetOrCreate(_by is not null ? GroupLabels.Of(stream, _by, isWithout: false)
        : _without.Count > 0 ? GroupLabels.Of(stream, [.. _without], isWithout: true)
        : stream);

    /// <summary>The series of a line.</summary>
    public SampleSink Get(LineLabels labels)
    {
        _key.ResetWrittenCount();
        if (_by is not null)
        {
            for (var i = 0; i < _by.Length; i++)
            {
                if (labels.TryGetBytes(_by[i], ref _buffer, out var value))
                {
                    WriteNumber(i);
                    WriteBytes(value);
                }
            }
        }
        else
        {
            Collect(labels);
            foreach (var label in _labels)
            {
                WriteBytes(Encoding.UTF8.GetBytes(label.Name));
                WriteBytes(label.Bytes(ref _buffer));
            }
        }

        var lookup = _byKey.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (!lookup.TryGetValue(_key.WrittenSpan, out var sink))
        {
            sink = GetOrCreate(LabelsOf(labels));
            lookup[_key.WrittenSpan] = sink;
        }

        return sink;
    }

    private LabelSet LabelsOf(LineLabels labels)
    {
        if (_by is null)
        {
            return EntryWriter.Write(_labels, null);
        }

        _labels.Clear();
        labels.CopyTo(_labels);
        _labels.RemoveAll(label => !_by.Contains(label.Name));
        _labels.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        return EntryWriter.Write(_labels, null);
    }

    private void Collect(LineLabels labels)
    {
        _labels.Clear();
        labels.CopyTo(_labels);
        if (_without.Count > 0)
        {
            _labels.RemoveAll(label => _without.Contains(label.Name));
        }

        _labels.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
    }

    private SampleSink GetOrCreate(LabelSet labels)
    {
        if (!_sinks.TryGetValue(labels, out var sink))
        {
            _sinks[labels] = sink = create(labels);
        }

        return sink;
    }

    private void WriteBytes(ReadOnlySpan<byte> bytes)
    {
        WriteNumber(bytes.Length);
        _key.Write(bytes);
    }

    private void WriteNumber(int number)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_key.GetSpan(sizeof(int)), number);
        _key.Advance(sizeof(int));
    }
}
