using System.Text;

namespace Observability.StandIns.Points.LineProtocol;

/// <summary>What a request wants written.</summary>
/// <param name="Body">The body; the ranges of lines and fields are of it.</param>
internal sealed record ParsedBody(byte[] Body)
{
    /// <summary>Lines that are well formed.</summary>
    public List<ParsedLine> Lines { get; } = [];

    /// <summary>Fields of all lines.</summary>
    public List<ParsedField> Fields { get; } = [];

    /// <summary>Lines that are not.</summary>
    public List<LineProblem> Problems { get; } = [];

    /// <summary>A measurement's, tag's or field's name without its escapes.</summary>
    public string Name(Range range)
    {
        var bytes = Body.AsSpan(range);
        return bytes.Contains((byte)'\\') ? Unescape(bytes, ",= ") : Encoding.UTF8.GetString(bytes);
    }

    /// <summary>A field's text without its escapes.</summary>
    public string Text(Range range)
    {
        var bytes = Body.AsSpan(range);
        return bytes.Contains((byte)'\\') ? Unescape(bytes, "\"\\") : Encoding.UTF8.GetString(bytes);
    }

    private static string Unescape(ReadOnlySpan<byte> bytes, string special)
    {
        var text = Encoding.UTF8.GetString(bytes);
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length && special.Contains(text[i + 1], StringComparison.Ordinal))
            {
                i++;
            }

            plain.Append(text[i]);
        }

        return plain.ToString();
    }
}
