using System.Globalization;
using System.Text;

namespace Observability.LogQL.Templates;

/// <summary>
/// Writes and reads times by an example, as Go does: how Monday 2 January 2006, 15:04:05 at seven hours west would be written
/// (https://pkg.go.dev/time#pkg-constants).
/// </summary>
internal static class GoTimeLayout
{
    // Longest first among those that begin alike.
    private static readonly string[] s_elements =
    [
        "January", "Jan", "Monday", "Mon", "MST", "2006", "002", "01", "02", "03", "04", "05", "06", "_2", "15", "PM", "pm",
        "-07:00:00", "-07:00", "-0700", "-07", "Z07:00", "Z0700", "Z07", "1", "2", "3", "4", "5",
    ];

    private static readonly DateTimeFormatInfo s_names = DateTimeFormatInfo.InvariantInfo;

    /// <summary>Writes a time.</summary>
    public static string Format(GoTime time, string layout)
    {
        var text = new StringBuilder();
        for (var position = 0; position < layout.Length;)
        {
            var element = ElementAt(layout, position);
            if (element.Length == 0)
            {
                text.Append(layout[position++]);
                continue;
            }

            text.Append(Write(time, element));
            position += element.Length;
        }

        return text.ToString();
    }

    /// <summary>Reads a time; null where the text is not of this form.</summary>
    /// <param name="layout">The form.</param>
    /// <param name="text">The text.</param>
    /// <param name="zone">The zone where the text has none.</param>
    public static GoTime? Parse(string layout, string text, TimeZoneInfo zone)
    {
        var parts = new GoTimeParts();
        var at = 0;
        for (var position = 0; position < layout.Length;)
        {
            var element = ElementAt(layout, position);
            if (element.Length == 0)
            {
                if (at >= text.Length || text[at++] != layout[position++])
                {
                    return null;
                }

                continue;
            }

            position += element.Length;
            if (!parts.TryRead(element, text, ref at))
            {
                return null;
            }

            // Seconds may have a fraction that the layout does not speak of.
            if (element is "05" or "5" && ElementAt(layout, position) is not ['.' or ',', ..])
            {
                parts.TryReadFraction(text, ref at);
            }
        }

        return at == text.Length ? parts.ToTime(zone) : null;
    }

    // The element of the layout at a position; empty where there is none.
    private static string ElementAt(string layout, int position)
    {
        var rest = layout.AsSpan(position);
        if (rest.Length > 1 && rest[0] is '.' or ',' && rest[1] is '0' or '9')
        {
            // .000 or .999, not before another digit
            var end = rest[1..].IndexOfAnyExcept(rest[1]) is var other and >= 0 ? other + 1 : rest.Length;
            return end < rest.Length && char.IsAsciiDigit(rest[end]) ? string.Empty : rest[..end].ToString();
        }

        foreach (var element in s_elements)
        {
            // "Jan" in "January" was found as that; "Mon" in "Month" is none.
            if (rest.StartsWith(element) && !(element is "Jan" or "Mon" && rest.Length > 3 && char.IsAsciiLetterLower(rest[3])))
            {
                return element;
            }
        }

        return string.Empty;
    }

    private static string Write(GoTime time, string element) => element switch
    {
        "January" => s_names.GetMonthName(time.Time.Month),
        "Jan" => s_names.GetAbbreviatedMonthName(time.Time.Month),
        "Monday" => s_names.GetDayName(time.Time.DayOfWeek),
        "Mon" => s_names.GetAbbreviatedDayName(time.Time.DayOfWeek),
        "MST" => time.Zone.Length > 0 ? time.Zone : WriteOffset(time.Time.Offset, time.Time.Offset.Minutes == 0 ? "-07" : "-0700"),
        "2006" => Digits(time.Time.Year, 4),
        "06" => Digits(time.Time.Year % 100, 2),
        "002" => Digits(time.Time.DayOfYear, 3),
        "01" => Digits(time.Time.Month, 2),
        "1" => Digits(time.Time.Month, 1),
        "02" => Digits(time.Time.Day, 2),
        "_2" => Digits(time.Time.Day, 1).PadLeft(2),
        "2" => Digits(time.Time.Day, 1),
        "15" => Digits(time.Time.Hour, 2),
        "03" => Digits(TwelveHours(time.Time.Hour), 2),
        "3" => Digits(TwelveHours(time.Time.Hour), 1),
        "04" => Digits(time.Time.Minute, 2),
        "4" => Digits(time.Time.Minute, 1),
        "05" => Digits(time.Time.Second, 2),
        "5" => Digits(time.Time.Second, 1),
        "PM" => time.Time.Hour < 12 ? "AM" : "PM",
        "pm" => time.Time.Hour < 12 ? "am" : "pm",
        ['.' or ',', ..] => WriteFraction(time.Nanosecond, element),
        _ => WriteOffset(time.Time.Offset, element),
    };

    private static int TwelveHours(int hour) => hour % 12 == 0 ? 12 : hour % 12;

    private static string WriteFraction(int nanosecond, string element)
    {
        var digits = Digits(nanosecond, 9);
        digits = digits[..Math.Min(9, element.Length - 1)];
        digits = element[1] == '9' ? digits.TrimEnd('0') : digits.PadRight(element.Length - 1, '0');
        return digits.Length == 0 ? string.Empty : element[0] + digits;
    }

    private static string WriteOffset(TimeSpan offset, string element)
    {
        if (element[0] == 'Z' && offset == TimeSpan.Zero)
        {
            return "Z";
        }

        var text = offset < TimeSpan.Zero ? "-" : "+";
        var hours = Digits(Math.Abs(offset.Hours), 2);
        var minutes = Digits(Math.Abs(offset.Minutes), 2);
        return text + element[1..] switch
        {
            "07" => hours,
            "0700" => hours + minutes,
            "07:00" => $"{hours}:{minutes}",
            _ => $"{hours}:{minutes}:00",
        };
    }

    private static string Digits(int number, int width) => number.ToString(CultureInfo.InvariantCulture).PadLeft(width, '0');
}
