using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Aspire.Hosting.Embedded.ApplicationModel;

/// <summary>Formats of the holes of a reference expression, and the braces between them.</summary>
internal static class CompositeText
{
    private const string UriFormat = "uri";

    /// <summary>Applies a hole's format.</summary>
    /// <exception cref="FormatException">The format is not known.</exception>
    [return: NotNullIfNotNull(nameof(value))]
    public static string? Format(string? value, string? format)
    {
        ThrowIfUnknown(format);
        return value is not null && format is not null ? Uri.EscapeDataString(value) : value;
    }

    /// <summary>Refuses a format that is not known, where the expression is written and not only where it is resolved.</summary>
    /// <exception cref="FormatException">The format is not known.</exception>
    public static void ThrowIfUnknown(string? format)
    {
        if (format is not null && !format.Equals(UriFormat, StringComparison.OrdinalIgnoreCase))
        {
            throw new FormatException($"The format '{format}' is not supported in a reference expression; '{UriFormat}' is.");
        }
    }

    /// <summary>Doubles the braces of a text that is to be literal in a composite format string.</summary>
    public static string EscapeBraces(string text) => text.AsSpan().ContainsAny('{', '}')
        ? text.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal)
        : text;

    /// <summary>
    /// Doubles the literal braces of a composite format string once more, so that filling its holes leaves them doubled:
    /// <c>a{{b}}{0}</c> becomes <c>a{{{{b}}}}{0}</c>.
    /// </summary>
    public static string KeepDoubledBraces(string format)
    {
        if (!format.Contains("{{", StringComparison.Ordinal) && !format.Contains("}}", StringComparison.Ordinal))
        {
            return format;
        }

        var result = new StringBuilder(format.Length + 8);
        for (var index = 0; index < format.Length; index++)
        {
            var character = format[index];
            if (character is '{' or '}' && index + 1 < format.Length && format[index + 1] == character)
            {
                result.Append(character, 4);
                index++;
            }
            else if (character == '{')
            {
                // A hole: it ends at the next brace, which may have a literal one right behind it.
                var end = format.IndexOf('}', index);
                result.Append(format, index, end - index + 1);
                index = end;
            }
            else
            {
                result.Append(character);
            }
        }

        return result.ToString();
    }

    /// <summary>How a truth value is written wherever one becomes a string.</summary>
    public static string OfBoolean(bool value) => value ? bool.TrueString : bool.FalseString;
}
