using System.Text;

namespace Observability.LogQL.Pipeline;

/// <summary>A label of the line that is being processed. What was parsed stays bytes of the line until somebody wants a string.</summary>
internal struct LabelSlot
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private string? _text;

    /// <summary>A label whose value is a string.</summary>
    public LabelSlot(string name, string text, LabelCategory category)
    {
        Name = name;
        _text = text;
        Category = category;
    }

    /// <summary>A label whose value is UTF-8.</summary>
    public LabelSlot(string name, ReadOnlyMemory<byte> bytes, LabelCategory category)
    {
        Name = name;
        _bytes = bytes;
        Category = category;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Where it comes from.</summary>
    public LabelCategory Category { get; }

    /// <summary>Its value. What is no UTF-8 in it is a blank, as in Loki.</summary>
    public string Text => _text ??= Encoding.UTF8.GetString(_bytes.Span).Replace('\ufffd', ' ');

    /// <summary>The value as UTF-8, in the buffer where it is a string so far.</summary>
    public readonly ReadOnlySpan<byte> Bytes(ref byte[] buffer)
    {
        if (_text is null)
        {
            return _bytes.Span;
        }

        var most = Encoding.UTF8.GetMaxByteCount(_text.Length);
        if (buffer.Length < most)
        {
            buffer = new byte[most];
        }

        return buffer.AsSpan(0, Encoding.UTF8.GetBytes(_text, buffer));
    }

    /// <summary>Whether the value is a text that is given in both forms.</summary>
    public readonly bool HasValue(string text, ReadOnlySpan<byte> utf8) =>
        _text is null ? _bytes.Span.SequenceEqual(utf8) : string.Equals(_text, text, StringComparison.Ordinal);
}
