using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Observability.StandIns.Shipper.Stages;

/// <summary>
/// A way to write times: one of the names of https://grafana.com/docs/alloy/latest/reference/components/loki/loki.process/#stagetimestamp,
/// or Go's example time in another form (https://pkg.go.dev/time#pkg-constants).
/// </summary>
internal sealed partial class TimeFormat
{
    private const long NanosecondsPerTick = 100;
    private const long NanosecondsPerSecond = 1_000_000_000;

    // The longest first: 2006 is not 20 and 06.
    private static readonly (string Go, string Net)[] s_parts =
    [
        ("January", "MMMM"), ("Jan", "MMM"), ("Monday", "dddd"), ("Mon", "ddd"), ("2006", "yyyy"),
        ("Z07:00", "K"), ("-07:00", "zzz"), ("-0700", "zzz"), ("-07", "zz"),
        ("01", "MM"), ("02", "dd"), ("03", "hh"), ("04", "mm"), ("05", "ss"), ("06", "yy"), ("15", "HH"), ("PM", "tt"), ("pm", "tt"),
        ("_2", "d"), ("1", "%M"), ("2", "%d"), ("3", "%h"), ("4", "%m"), ("5", "%s"),
    ];

    private readonly long? _unit;
    private readonly string? _layout;
    private readonly TimeZoneInfo _zone;

    private TimeFormat(long? unit, string? layout, TimeZoneInfo zone)
    {
        _unit = unit;
        _layout = layout;
        _zone = zone;
    }

    /// <summary>Makes one.</summary>
    /// <param name="format">The name, or the example.</param>
    /// <param name="zone">Zone of times that name none.</param>
    /// <exception cref="ArgumentException">It has a part that is not supported.</exception>
    public static TimeFormat Of(string format, TimeZoneInfo zone) => format switch
    {
        "RFC3339" or "RFC3339Nano" => new TimeFormat(null, null, zone),
        "Unix" => new TimeFormat(NanosecondsPerSecond, null, zone),
        "UnixMs" => new TimeFormat(1_000_000, null, zone),
        "UnixUs" => new TimeFormat(1_000, null, zone),
        "UnixNs" => new TimeFormat(1, null, zone),
        "ANSIC" => new TimeFormat(null, Translate("Mon Jan _2 15:04:05 2006"), zone),
        "RubyDate" => new TimeFormat(null, Translate("Mon Jan 02 15:04:05 -0700 2006"), zone),
        "RFC822Z" => new TimeFormat(null, Translate("02 Jan 06 15:04 -0700"), zone),
        "RFC1123Z" => new TimeFormat(null, Translate("Mon, 02 Jan 2006 15:04:05 -0700"), zone),
        "UnixDate" or "RFC822" or "RFC850" or "RFC1123" => throw new ArgumentException(
            $"{format}: this stand-in for Alloy does not support names of time zones"),
        _ => new TimeFormat(null, Translate(format), zone),
    };

    /// <summary>Reads a time; null where the text is none in this form.</summary>
    /// <returns>Nanoseconds since 1970.</returns>
    public long? Read(string text)
    {
        if (_unit is { } unit)
        {
            return ReadNumber(text, unit);
        }

        return _layout is null ? ReadRfc3339(text) : ReadLayout(text, _layout);
    }

    private static long? ReadNumber(string text, long unit)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
        {
            return whole > long.MaxValue / unit || whole < -(long.MaxValue / unit) ? null : whole * unit;
        }

        return unit == NanosecondsPerSecond
            && decimal.TryParse(
                text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            && Math.Abs(seconds) < long.MaxValue / NanosecondsPerSecond
                ? (long)(seconds * NanosecondsPerSecond)
                : null;
    }

    // 2026-11-25T03:04:05.678901234Z: more digits than the framework's own times have.
    private static long? ReadRfc3339(string text)
    {
        var match = Rfc3339().Match(text);
        if (!match.Success
            || !DateTimeOffset.TryParseExact(
                match.Groups["seconds"].Value + match.Groups["zone"].Value,
                "yyyy-MM-ddTHH:mm:ssK",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var time))
        {
            return null;
        }

        var fraction = match.Groups["fraction"].Value.PadRight(9, '0')[..9];
        return ToNanoseconds(time) is { } whole ? whole + long.Parse(fraction, CultureInfo.InvariantCulture) : null;
    }

    // In 64 bits nanoseconds reach from 1677 to 2262.
    private static long? ToNanoseconds(DateTimeOffset time)
    {
        var ticks = (time - DateTimeOffset.UnixEpoch).Ticks;
        return Math.Abs(ticks) >= long.MaxValue / NanosecondsPerTick ? null : ticks * NanosecondsPerTick;
    }

    private long? ReadLayout(string text, string layout)
    {
        const DateTimeStyles Styles = DateTimeStyles.AllowInnerWhite;
        if (layout.Contains('K', StringComparison.Ordinal) || layout.Contains('z', StringComparison.Ordinal))
        {
            return DateTimeOffset.TryParseExact(text, layout, CultureInfo.InvariantCulture, Styles, out var zoned)
                ? ToNanoseconds(zoned)
                : null;
        }

        // The first year and the last one may not be there in another zone.
        return DateTime.TryParseExact(text, layout, CultureInfo.InvariantCulture, Styles, out var local) && local.Year is > 1 and < 9999
            ? ToNanoseconds(new DateTimeOffset(local, _zone.GetUtcOffset(local)))
            : null;
    }

    private static string Translate(string format)
    {
        var layout = new StringBuilder();
        for (var at = 0; at < format.Length;)
        {
            var rest = format[at..];
            var part = Array.Find(s_parts, candidate => rest.StartsWith(candidate.Go, StringComparison.Ordinal));
            if (part.Go is not null)
            {
                layout.Append(part.Net.TrimStart('%'));
                at += part.Go.Length;
                AppendFraction(format, ref at, part.Go, layout);
            }
            else if (rest.StartsWith("MST", StringComparison.Ordinal))
            {
                throw new ArgumentException($"{format}: this stand-in for Alloy does not support names of time zones");
            }
            else
            {
                // A blank that is escaped would not count as one, and days before the tenth have two before them.
                layout.Append(format[at] == ' ' ? string.Empty : @"\").Append(format[at++]);
            }
        }

        return layout.Length == 1 ? "%" + layout : layout.ToString();
    }

    // .000 or ,000 after the seconds; .999 where zeros at the end are left out. Go takes a fraction also where the form has none.
    private static void AppendFraction(string format, ref int at, string part, StringBuilder layout)
    {
        const int MostDigits = 7;
        if (part is not ("05" or "5"))
        {
            return;
        }

        var end = at + 1;
        while (end < format.Length && format[end] is '0' or '9')
        {
            end++;
        }

        if (at < format.Length && format[at] is '.' or ',' && end > at + 1)
        {
            layout.Append(format[at] == '.' ? "." : @"\,").Append('F', MostDigits);
            at = end;
        }
        else
        {
            layout.Append('.').Append('F', MostDigits);
        }
    }

    [GeneratedRegex(
        @"^(?<seconds>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})(?:[.,](?<fraction>[0-9]+))?(?<zone>Z|[+-][0-9]{2}:[0-9]{2})\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Rfc3339();
}
