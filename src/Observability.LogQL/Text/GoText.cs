using System.Globalization;
using System.Text;

namespace Observability.LogQL.Text;

/// <summary>Texts in Go's quotes (https://go.dev/ref/spec#String_literals), which LogQL's are.</summary>
internal static class GoText
{
    private const string Escapes = "abfnrtv\\'\"";
    private const string Escaped = "\a\b\f\n\r\t\v\\'\"";

    /// <summary>A text in quotes.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var character in text)
        {
            _ = character switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                < ' ' or '\x7f' => quoted.Append("\\x").Append(((int)character).ToString("x2", CultureInfo.InvariantCulture)),
                _ => quoted.Append(character),
            };
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>
    /// Where a quoted text ends that begins at a position: behind its closing quote. -1 where it does not end; one in <c>"</c> must
    /// end in its line.
    /// </summary>
    public static int FindEnd(string text, int start)
    {
        for (var position = start + 1; position < text.Length; position++)
        {
            if (text[position] == text[start])
            {
                return position + 1;
            }

            if (text[start] != '`' && text[position] == '\n')
            {
                return -1;
            }

            if (text[start] != '`' && text[position] == '\\')
            {
                position++;
            }
        }

        return -1;
    }

    /// <summary>The content of a text with its quotes, <c>"</c> or backquotes; null where an escape is none.</summary>
    public static string? Unquote(string quoted)
    {
        var content = quoted[1..^1];
        if (quoted[0] == '`')
        {
            return content.Replace("\r", string.Empty, StringComparison.Ordinal);
        }

        if (!content.Contains('\\', StringComparison.Ordinal))
        {
            return content;
        }

        // Escapes such as \xc3\xa4 are bytes of UTF-8, so the text is put together from bytes.
        var bytes = new List<byte>(content.Length);
        for (var position = 0; position < content.Length;)
        {
            if (content[position] != '\\')
            {
                var next = content.IndexOf('\\', position) is var at and >= 0 ? at : content.Length;
                bytes.AddRange(Encoding.UTF8.GetBytes(content[position..next]));
                position = next;
            }
            else if (!TryReadEscape(content, ref position, bytes))
            {
                return null;
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    private static bool TryReadEscape(string content, ref int position, List<byte> bytes)
    {
        var character = position + 1 < content.Length ? content[position + 1] : '\0';
        var simple = Escapes.IndexOf(character, StringComparison.Ordinal);
        if (simple >= 0)
        {
            bytes.Add((byte)Escaped[simple]);
            position += 2;
            return true;
        }

        var (digits, radix, skipped) = character switch
        {
            'x' => (2, 16, 2),
            'u' => (4, 16, 2),
            'U' => (8, 16, 2),
            >= '0' and <= '7' => (3, 8, 1),
            _ => (0, 0, 0),
        };
        if (digits == 0
            || position + skipped + digits > content.Length
            || !TryReadNumber(content.AsSpan(position + skipped, digits), radix, out var value))
        {
            return false;
        }

        position += skipped + digits;
        if (character is not ('u' or 'U'))
        {
            bytes.Add((byte)value);
            return value <= 0xff;
        }

        if (!Rune.IsValid(value))
        {
            return false;
        }

        bytes.AddRange(Encoding.UTF8.GetBytes(new Rune(value).ToString()));
        return true;
    }

    private static bool TryReadNumber(ReadOnlySpan<char> digits, int radix, out int value)
    {
        value = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiHexDigit(digit) || (radix == 8 && digit > '7') || value > int.MaxValue / 16)
            {
                return false;
            }

            value = (value * radix) + Convert.ToInt32(digit.ToString(), 16);
        }

        return true;
    }
}
