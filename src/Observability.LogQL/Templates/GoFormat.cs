using System.Globalization;
using System.Text;
using Observability.LogQL.Text;

namespace Observability.LogQL.Templates;

/// <summary>Writes values as Go's fmt does (https://pkg.go.dev/fmt).</summary>
internal static class GoFormat
{
    /// <summary>A value in its default form: <c>%v</c>.</summary>
    public static string Print(object? value) => value switch
    {
        null => "<no value>",
        string text => text,
        bool flag => flag ? "true" : "false",
        long number => number.ToString(CultureInfo.InvariantCulture),
        double number => Shortest(number),
        List<object?> list => $"[{string.Join(' ', list.Select(PrintNested))}]",
        _ => GoValue.Members(value) is { } members
            ? $"map[{string.Join(' ', members.Select(pair => $"{pair.Key}:{PrintNested(pair.Value)}"))}]"
            : value.ToString()!,
    };

    /// <summary>Writes values at the verbs of a format: <c>%-5.5s</c>, <c>%08.3f</c>, <c>%[2]*[1]d</c> without the indexes.</summary>
    /// <exception cref="TemplateException">The format has something that is not supported here.</exception>
    public static string Printf(string format, IReadOnlyList<object?> arguments)
    {
        var result = new StringBuilder();
        var next = 0;
        for (var position = 0; position < format.Length;)
        {
            if (format[position] != '%')
            {
                result.Append(format[position++]);
                continue;
            }

            var verb = ReadVerb(format, ref position, arguments, ref next);
            if (verb.Letter == '%')
            {
                result.Append('%');
            }
            else if (verb.Letter == '\0')
            {
                result.Append("%!(NOVERB)");
            }
            else
            {
                result.Append(next < arguments.Count ? Pad(verb, Write(verb, arguments[next])) : $"%!{verb.Letter}(MISSING)");
                next++;
            }

            TemplateScope.CheckLength(result.Length);
        }

        if (next < arguments.Count)
        {
            result.Append("%!(EXTRA ").AppendJoin(
                ", ", arguments.Skip(next).Select(value => $"{GoValue.TypeOf(value)}={Print(value)}")).Append(')');
        }

        return result.ToString();
    }

    private static string PrintNested(object? value) => value is null ? "<nil>" : Print(value);

    // %v of a float64 is %g, which has an exponent from a million on where no precision is given.
    private static string Shortest(double value) => WithExponent(value, value.ToString("R", CultureInfo.InvariantCulture), -4, 6);

    private static GoVerb ReadVerb(string format, ref int position, IReadOnlyList<object?> arguments, ref int next)
    {
        var start = ++position;
        while (position < format.Length && format[position] is '-' or '+' or '#' or ' ' or '0')
        {
            position++;
        }

        var flags = format[start..position];
        var width = ReadSize(format, ref position, arguments, ref next);
        int? precision = null;
        if (position < format.Length && format[position] == '.')
        {
            position++;
            precision = ReadSize(format, ref position, arguments, ref next) ?? 0;
        }

        if (width < 0)
        {
            flags += '-';
            width = -width;
        }

        TemplateScope.CheckLength(Math.Max(width ?? 0, precision ?? 0));
        if (position < format.Length && format[position] == '[')
        {
            throw new TemplateException("explicit argument indexes of printf are not supported here");
        }

        return new GoVerb(position < format.Length ? format[position++] : '\0', flags, width, precision);
    }

    private static int? ReadSize(string format, ref int position, IReadOnlyList<object?> arguments, ref int next)
    {
        if (position < format.Length && format[position] == '*')
        {
            position++;
            return next < arguments.Count && arguments[next++] is long size and > int.MinValue and < int.MaxValue ? (int)size : null;
        }

        var start = position;
        while (position < format.Length && char.IsAsciiDigit(format[position]))
        {
            position++;
        }

        return position == start ? null
            : int.TryParse(format.AsSpan(start, position - start), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : throw new TemplateException("a width or precision of printf is too large");
    }

    private static string Write(GoVerb verb, object? value)
    {
        var text = (verb.Letter, value) switch
        {
            ('v', null) => "<nil>",
            ('v' or 's', string content) => Cut(content, verb.Precision),
            ('v', double number) => WriteNumber(verb with { Letter = 'g' }, number),
            ('v', _) => Print(value),
            ('T', _) => GoValue.TypeOf(value),
            ('t', bool flag) => flag ? "true" : "false",
            ('q', string content) => GoText.Quote(Cut(content, verb.Precision)),
            ('q', long character) when Rune.IsValid(character is >= 0 and <= int.MaxValue ? (int)character : -1) =>
                $"'{new Rune((int)character)}'",
            ('x', string content) => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(content)),
            ('X', string content) => Convert.ToHexString(Encoding.UTF8.GetBytes(content)),
            ('d' or 'b' or 'o' or 'x' or 'X' or 'c', long number) => WriteWhole(verb, number),
            ('e' or 'E' or 'f' or 'F' or 'g' or 'G', double number) => WriteNumber(verb, number),
            _ => null,
        };
        return text ?? $"%!{verb.Letter}({GoValue.TypeOf(value)}={Print(value)})";
    }

    private static string Cut(string text, int? precision)
    {
        if (precision is not { } most || text.Length <= most)
        {
            return text;
        }

        var runes = text.EnumerateRunes().Take(most).Sum(rune => rune.Utf16SequenceLength);
        return text[..runes];
    }

    private static string WriteWhole(GoVerb verb, long number)
    {
        if (verb.Letter == 'c')
        {
            return Rune.IsValid(number is >= 0 and <= int.MaxValue ? (int)number : -1) ? new Rune((int)number).ToString() : "\ufffd";
        }

        var magnitude = number < 0 ? (ulong)-(number + 1) + 1 : (ulong)number;
        var digits = verb.Letter switch
        {
            'b' => magnitude.ToString("b", CultureInfo.InvariantCulture),
            'o' => Convert.ToString(unchecked((long)magnitude), 8),
            'x' => magnitude.ToString("x", CultureInfo.InvariantCulture),
            'X' => magnitude.ToString("X", CultureInfo.InvariantCulture),
            _ => magnitude.ToString(CultureInfo.InvariantCulture),
        };
        return Sign(verb, number < 0) + digits.PadLeft(verb.Precision ?? 0, '0');
    }

    private static string WriteNumber(GoVerb verb, double number)
    {
        if (!double.IsFinite(number))
        {
            return double.IsNaN(number) ? "NaN" : number < 0 ? "-Inf" : "+Inf";
        }

        var magnitude = Math.Abs(number);
        var text = verb.Letter switch
        {
            'f' or 'F' => magnitude.ToString(
                "F" + (verb.Precision ?? 6).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
            'e' or 'E' => Exponential(magnitude, verb.Precision ?? 6, verb.Letter),
            _ when verb.Precision is { } precision => WithExponent(
                magnitude,
                magnitude.ToString("G" + Math.Max(precision, 1).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
                -4,
                Math.Max(precision, 1)),
            _ => Shortest(magnitude),
        };
        return Sign(verb, double.IsNegative(number)) + text;
    }

    private static string Sign(GoVerb verb, bool isNegative) =>
        isNegative ? "-"
        : verb.Flags.Contains('+', StringComparison.Ordinal) ? "+"
        : verb.Flags.Contains(' ', StringComparison.Ordinal) ? " "
        : string.Empty;

    private static string Exponential(double value, int precision, char letter) => value.ToString(
        $"{(precision == 0 ? "0" : "0." + new string('0', precision))}{letter}+00", CultureInfo.InvariantCulture);

    // Go has an exponent of at least two digits where it is below a first bound or at a second; .NET's bounds differ.
    private static string WithExponent(double value, string digits, int below, int from)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "NaN" : value < 0 ? "-Inf" : "+Inf";
        }

        var plain = Results.ResultFormat.PlainDigits(digits);
        var significant = plain.TrimStart('-').Replace(".", string.Empty, StringComparison.Ordinal).TrimStart('0');
        if (significant.Length == 0)
        {
            return plain;
        }

        var magnitude = plain.TrimStart('-');
        var point = magnitude.IndexOf('.', StringComparison.Ordinal) is var at and >= 0 ? at : magnitude.Length;
        var exponent = magnitude[0] != '0' ? point - 1 : -(magnitude.AsSpan(point + 1).IndexOfAnyExcept('0') + 1);
        if (exponent >= below && exponent < from)
        {
            return plain;
        }

        significant = significant.TrimEnd('0');
        var fraction = significant.Length > 1 ? "." + significant[1..] : string.Empty;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{(value < 0 ? "-" : string.Empty)}{significant[0]}{fraction}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
    }

    private static string Pad(GoVerb verb, string text)
    {
        var missing = (verb.Width ?? 0) - text.EnumerateRunes().Count();
        if (missing <= 0)
        {
            return text;
        }

        if (verb.Flags.Contains('-', StringComparison.Ordinal))
        {
            return text + new string(' ', missing);
        }

        if (!verb.Flags.Contains('0', StringComparison.Ordinal))
        {
            return new string(' ', missing) + text;
        }

        var sign = text.Length > 0 && text[0] is '-' or '+' && verb.Letter is not ('s' or 'q') ? 1 : 0;
        return text[..sign] + new string('0', missing) + text[sign..];
    }
}
