namespace Observability.LogQL.Pipeline;

/// <summary>
/// The labels of the line that is being processed: those of its stream, less what was dropped, and over them what the entry was pushed
/// with and what the pipeline made. One object serves all lines of a thread.
/// </summary>
internal sealed class LineLabels
{
    /// <summary>Name of the label that says what went wrong with a line.</summary>
    public const string ErrorLabel = "__error__";

    /// <summary>Name of the label that says it in full.</summary>
    public const string ErrorDetailsLabel = "__error_details__";

    // Names with the suffix, each made once; past this many they are made anew each time.
    private const int MostExtracted = 1024;

    private readonly Dictionary<string, string> _extracted = new(StringComparer.Ordinal);
    private readonly List<string> _dropped = [];
    private LabelSet _stream = LabelSet.Empty;
    private LabelSlot[] _slots = new LabelSlot[32];
    private int _count;

    /// <summary>What went wrong, by one of the names of <see cref="PipelineErrors"/>; empty where nothing did.</summary>
    public string Error { get; private set; } = string.Empty;

    /// <summary>The same in full.</summary>
    public string ErrorDetails { get; private set; } = string.Empty;

    /// <summary>Whether anything differs from the labels of the stream.</summary>
    public bool IsChanged => _count > 0 || _dropped.Count > 0 || Error.Length > 0 || ErrorDetails.Length > 0;

    /// <summary>Begins a line.</summary>
    public void Reset(LabelSet stream, LabelSet? metadata)
    {
        _stream = stream;
        _count = 0;
        _dropped.Clear();
        Error = string.Empty;
        ErrorDetails = string.Empty;
        if (metadata is null)
        {
            return;
        }

        foreach (var (name, value) in metadata.Span)
        {
            if (name == ErrorLabel)
            {
                Error = value;
            }
            else if (name == ErrorDetailsLabel)
            {
                ErrorDetails = value;
            }
            else
            {
                Put(new LabelSlot(IsOfStream(name) ? Extracted(name) : name, value, LabelCategory.Metadata));
            }
        }
    }

    /// <summary>Says that something went wrong; what went wrong last is what is seen.</summary>
    public void Fail(string error, string details)
    {
        Error = error;
        ErrorDetails = details;
    }

    /// <summary>Takes back what went wrong.</summary>
    public void ClearError() => Error = string.Empty;

    /// <summary>Takes back the details of what went wrong.</summary>
    public void ClearErrorDetails() => ErrorDetails = string.Empty;

    /// <summary>
    /// Sets a label that a parser found. It takes another name where the stream or the entry was pushed with it, and the first one of a
    /// name stays.
    /// </summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value.</param>
    /// <param name="needed">Labels that are wanted; all where null.</param>
    /// <returns>Whether it was the first one, and wanted.</returns>
    public bool AddParsed(string name, ReadOnlyMemory<byte> value, IReadOnlySet<string>? needed = null)
    {
        var index = Find(name);
        if (IsTaken(name, index))
        {
            name = Extracted(name);
            index = Find(name);
        }

        if ((needed is not null && !needed.Contains(name)) || (index >= 0 && _slots[index].Category == LabelCategory.Parsed))
        {
            return false;
        }

        Put(index, new LabelSlot(name, value, LabelCategory.Parsed));
        return true;
    }

    /// <summary>The name under which a parser's label is kept.</summary>
    public string NameOfParsed(string name) => IsTaken(name, Find(name)) ? Extracted(name) : name;

    /// <summary>Sets a label, whatever was there.</summary>
    public void Set(string name, ReadOnlyMemory<byte> value) => Put(new LabelSlot(name, value, LabelCategory.Parsed));

    /// <summary>Sets a label, whatever was there.</summary>
    public void Set(string name, string value) => Put(new LabelSlot(name, value, LabelCategory.Parsed));

    /// <summary>Takes a label away.</summary>
    public void Drop(string name)
    {
        if (Find(name) is var index and >= 0)
        {
            _slots.AsSpan(index + 1, _count - index - 1).CopyTo(_slots.AsSpan(index));
            _count--;
        }

        _dropped.Add(name);
    }

    /// <summary>Finds the value of a label; what went wrong is none here.</summary>
    public bool TryGet(string name, out string value)
    {
        if (Find(name) is var index and >= 0)
        {
            value = _slots[index].Text;
            return true;
        }

        value = string.Empty;
        if (!_stream.TryGetValue(name, out var found) || _dropped.Contains(name))
        {
            return false;
        }

        value = found;
        return true;
    }

    /// <summary>The value of a label, or what went wrong under its names; empty where there is none.</summary>
    public string GetOrEmpty(string name) => name switch
    {
        ErrorLabel => Error,
        ErrorDetailsLabel => ErrorDetails,
        _ => TryGet(name, out var value) ? value : string.Empty,
    };

    /// <summary>Whether a label has a value, without making a string of one that has none yet.</summary>
    public bool HasValue(string name, string text, ReadOnlySpan<byte> utf8) =>
        Find(name) is var index and >= 0
            ? _slots[index].HasValue(text, utf8)
            : string.Equals(GetOrEmpty(name), text, StringComparison.Ordinal);

    /// <summary>Adds all labels to a list, in no order.</summary>
    public void CopyTo(List<LabelSlot> labels)
    {
        foreach (var (name, value) in _stream.Span)
        {
            if (!_dropped.Contains(name) && Find(name) < 0)
            {
                labels.Add(new LabelSlot(name, value, LabelCategory.Stream));
            }
        }

        for (var i = 0; i < _count; i++)
        {
            labels.Add(_slots[i]);
        }

        if (Error.Length > 0)
        {
            labels.Add(new LabelSlot(ErrorLabel, Error, LabelCategory.Parsed));
        }

        if (ErrorDetails.Length > 0)
        {
            labels.Add(new LabelSlot(ErrorDetailsLabel, ErrorDetails, LabelCategory.Parsed));
        }
    }

    /// <summary>All labels, in the order of their names.</summary>
    public List<LabelSlot> ToSortedList()
    {
        var labels = new List<LabelSlot>();
        CopyTo(labels);
        labels.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        return labels;
    }

    /// <summary>Finds a label for a key of a series; the value as UTF-8.</summary>
    public bool TryGetBytes(string name, ref byte[] buffer, out ReadOnlySpan<byte> value)
    {
        if (Find(name) is var index and >= 0)
        {
            value = _slots[index].Bytes(ref buffer);
            return true;
        }

        var text = GetOrEmpty(name);
        value = new LabelSlot(name, text, LabelCategory.Stream).Bytes(ref buffer);
        return text.Length > 0;
    }

    private bool IsTaken(string name, int index) => (index >= 0 && _slots[index].Category == LabelCategory.Metadata) || IsOfStream(name);

    private string Extracted(string name)
    {
        if (_extracted.TryGetValue(name, out var extracted))
        {
            return extracted;
        }

        extracted = name + LabelNames.ExtractedSuffix;
        if (_extracted.Count < MostExtracted)
        {
            _extracted[name] = extracted;
        }

        return extracted;
    }

    private bool IsOfStream(string name) => _stream.TryGetValue(name, out _);

    private int Find(string name)
    {
        for (var i = 0; i < _count; i++)
        {
            if (string.Equals(_slots[i].Name, name, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }

    private void Put(LabelSlot slot) => Put(Find(slot.Name), slot);

    private void Put(int index, LabelSlot slot)
    {
        if (index >= 0)
        {
            _slots[index] = slot;
            return;
        }

        if (_count == _slots.Length)
        {
            Array.Resize(ref _slots, 2 * _count);
        }

        _slots[_count++] = slot;
    }
}
