namespace Observability.LogQL.Pipeline.Formats;

/// <summary>Takes the escape sequences of terminals out of lines, such as <c>ESC [ 31 m</c>.</summary>
internal sealed class DecolorizeRun : Stage
{
    private const byte Escape = 0x1b;

    /// <inheritdoc />
    public override bool Process(Line line)
    {
        var text = line.Text.Span;
        if (!text.Contains(Escape))
        {
            return true;
        }

        var plain = new byte[text.Length];
        var length = 0;
        while (!text.IsEmpty)
        {
            var before = text.IndexOf(Escape) is var at and >= 0 ? at : text.Length;
            text[..before].CopyTo(plain.AsSpan(length));
            length += before;
            text = text[before..];
            if (!text.IsEmpty)
            {
                var sequence = LengthOfSequence(text);
                if (sequence == 1)
                {
                    plain[length++] = Escape;
                }

                text = text[sequence..];
            }
        }

        line.Text = plain.AsMemory(0, length);
        return true;
    }

    // ESC, brackets, then either a text that a bell ends, or numbers and one character; 1 where it is only an ESC.
    private static int LengthOfSequence(ReadOnlySpan<byte> text)
    {
        var start = 1;
        while (start < text.Length && "[]()#;?"u8.Contains(text[start]))
        {
            start++;
        }

        var end = start;
        while (end < text.Length && (char.IsAsciiLetterOrDigit((char)text[end]) || text[end] == ';'))
        {
            end++;
        }

        if (end < text.Length && text[end] == 0x07)
        {
            return end + 1;
        }

        end = start;
        while (end < text.Length && (char.IsAsciiDigit((char)text[end]) || text[end] == ';'))
        {
            end++;
        }

        return end < text.Length && (char.IsAsciiLetter((char)text[end]) || "=><~"u8.Contains(text[end])) ? end + 1 : end > start ? end : 1;
    }
}
