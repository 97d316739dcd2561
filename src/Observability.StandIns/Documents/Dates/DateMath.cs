using System.Globalization;
using Observability.StandIns.Documents.Http;

namespace Observability.StandIns.Documents.Dates;

/// <summary>
/// Moments relative to another (https://www.elastic.co/docs/reference/elasticsearch/rest-apis/common-options#date-math):
/// <code>
/// now-1d/d      2026-11-25||+1M/M
/// </code>
/// </summary>
internal static class DateMath
{
    /// <summary>Evaluates an expression or parses a date.</summary>
    /// <param name="text">The text.</param>
    /// <param name="format">How dates are written.</param>
    /// <param name="now">What <c>now</c> is, in milliseconds.</param>
    /// <param name="zone">Where days begin, and where dates without an offset are.</param>
    /// <param name="roundUp">True where what is left open is the end of its time: of a day its last millisecond.</param>
    /// <exception cref="ApiException">It is neither.</exception>
    public static long Evaluate(string text, DateFormat format, long now, Zone zone, bool roundUp = false)
    {
        if (text.StartsWith("now", StringComparison.Ordinal))
        {
            return Apply(text.AsSpan(3), now, zone, roundUp, text);
        }

        var bars = text.IndexOf("||", StringComparison.Ordinal);
        var date = bars < 0 ? text : text[..bars];
        if (!format.TryParse(date, zone, roundUp && bars < 0, out var moment))
        {
            throw new ApiException(400, "parse_exception", $"failed to parse date field [{date}] with format [{format.Pattern}]");
        }

        return bars < 0 ? moment : Apply(text.AsSpan(bars + 2), moment, zone, roundUp, text);
    }

    /// <summary>The beginning of the unit of time that a local time is in.</summary>
    /// <param name="local">The local time in milliseconds.</param>
    /// <param name="unit">The unit: <c>y</c>, <c>q</c>, <c>M</c>, <c>w</c>, <c>d</c>, <c>h</c>, <c>m</c> or <c>s</c>.</param>
    public static long Floor(long local, char unit)
    {
        var date = ToDate(local);
        return unit switch
        {
            'y' => FromDate(new DateTime(date.Year, 1, 1)),
            'q' => FromDate(new DateTime(date.Year, ((date.Month - 1) / 3 * 3) + 1, 1)),
            'M' => FromDate(new DateTime(date.Year, date.Month, 1)),
            'w' => FromDate(date.Date.AddDays(-(((int)date.DayOfWeek + 6) % 7))),
            'd' => FromDate(date.Date),
            'h' => FloorTo(local, 3_600_000),
            'm' => FloorTo(local, 60_000),
            _ => FloorTo(local, 1000),
        };
    }

    /// <summary>A local time so many units later.</summary>
    public static long Add(long local, char unit, long count)
    {
        var number = (int)Math.Clamp(count, -100_000_000, 100_000_000);
        try
        {
            return unit switch
            {
                'y' => FromDate(ToDate(local).AddYears(number)),
                'q' => FromDate(ToDate(local).AddMonths(checked(3 * number))),
                'M' => FromDate(ToDate(local).AddMonths(number)),
                'w' => checked(local + (count * 604_800_000)),
                'd' => checked(local + (count * 86_400_000)),
                'h' => checked(local + (count * 3_600_000)),
                'm' => checked(local + (count * 60_000)),
                _ => checked(local + (count * 1000)),
            };
        }
        catch (Exception error) when (error is ArgumentOutOfRangeException or OverflowException)
        {
            throw new ApiException(400, "parse_exception", "the date is outside the years 1 to 9999");
        }
    }

    private static long Apply(ReadOnlySpan<char> operations, long moment, Zone zone, bool roundUp, string whole)
    {
        var local = moment + zone.OffsetAt(moment);
        var at = 0;
        while (at < operations.Length)
        {
            var operation = operations[at++];
            var start = at;
            while (at < operations.Length && char.IsAsciiDigit(operations[at]))
            {
                at++;
            }

            var count = at == start ? 1
                : at - start <= 9 ? int.Parse(operations[start..at], CultureInfo.InvariantCulture)
                : throw Wrong(whole, "a number is too large");
            var unit = at < operations.Length ? operations[at++] : throw Wrong(whole, "truncated date math");
            unit = unit == 'H' ? 'h' : unit;
            if (unit is not ('y' or 'M' or 'w' or 'd' or 'h' or 'm' or 's'))
            {
                throw Wrong(whole, $"unit [{unit}] not supported for date math");
            }

            local = operation switch
            {
                '+' => Add(local, unit, count),
                '-' => Add(local, unit, -count),
                '/' when count == 1 => roundUp ? Add(Floor(local, unit), unit, 1) - 1 : Floor(local, unit),
                '/' => throw Wrong(whole, "rounding `/` can only be used on single unit types"),
                _ => throw Wrong(whole, $"operator not supported for date math [{operation}]"),
            };
        }

        return zone.ToMoment(local);
    }

    private static long FloorTo(long value, long size) => value - (((value % size) + size) % size);

    private static DateTime ToDate(long local)
    {
        try
        {
            return DateTime.UnixEpoch.AddMilliseconds(local);
        }
        catch (ArgumentOutOfRangeException)
        {
            throw new ApiException(400, "parse_exception", "the date is outside the years 1 to 9999");
        }
    }

    private static long FromDate(DateTime date) => (date - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMillisecond;

    private static ApiException Wrong(string text, string what) => new(
        400, "parse_exception", $"failed to parse date math [{text}]: {what}");
}
