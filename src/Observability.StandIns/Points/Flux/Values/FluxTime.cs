using System.Globalization;

namespace Observability.StandIns.Points.Flux.Values;

/// <summary>Times: nanoseconds since 1970, written as RFC 3339.</summary>
internal static class FluxTime
{
    /// <summary>Nanoseconds of a second.</summary>
    public const long Second = 1_000_000_000;

    private const long NanosecondsOfTick = 100;
    private const int FractionDigits = 9;

    /// <summary>Now.</summary>
    public static long Now(TimeProvider clock) => (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * NanosecondsOfTick;

    /// <summary>The date and time of day, to 100 ns.</summary>
    public static DateTime ToDate(long nanoseconds)
    {
        var (ticks, rest) = Math.DivRem(nanoseconds, NanosecondsOfTick);
        return DateTime.UnixEpoch.AddTicks(rest < 0 ? ticks - 1 : ticks);
    }

    /// <summary>The nanoseconds of a date.</summary>
    public static long FromDate(DateTime date) => (date - DateTime.UnixEpoch).Ticks * NanosecondsOfTick;

    /// <summary>As <c>2020-01-01T00:00:00.5Z</c>: no more digits than it needs.</summary>
    public static string Format(long nanoseconds)
    {
        var (seconds, rest) = Math.DivRem(nanoseconds, Second);
        if (rest < 0)
        {
            (seconds, rest) = (seconds - 1, rest + Second);
        }

        var text = DateTime.UnixEpoch.AddSeconds(seconds).ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
        return rest == 0 ? text + "Z" : text + "." + rest.ToString("D9", CultureInfo.InvariantCulture).TrimEnd('0') + "Z";
    }

    /// <summary>Reads a date, or a time of RFC 3339; null for anything else.</summary>
    public static long? TryParse(string text)
    {
        // The framework keeps seven digits of a fraction.
        var point = text.IndexOf('.', StringComparison.Ordinal);
        long fraction = 0;
        var plain = text;
        if (point > 0)
        {
            var end = point + 1;
            while (end < text.Length && char.IsAsciiDigit(text[end]))
            {
                end++;
            }

            var digits = text[(point + 1)..end];
            if (digits.Length is 0 or > FractionDigits)
            {
                return null;
            }

            fraction = long.Parse(digits.PadRight(FractionDigits, '0'), NumberStyles.None, CultureInfo.InvariantCulture);
            plain = text[..point] + text[end..];
        }

        const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        string[] formats = ["yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:sszzz", "yyyy-MM-dd"];
        return DateTime.TryParseExact(plain, formats, CultureInfo.InvariantCulture, Styles, out var date) && date.Year is > 1677 and < 2262
            ? FromDate(date) + fraction
            : null;
    }

    /// <summary>Adds calendar months; the day is the month's last where it has not so many.</summary>
    public static long AddMonths(long nanoseconds, long months)
    {
        var date = ToDate(nanoseconds);
        var rest = nanoseconds - FromDate(date);
        try
        {
            return checked(FromDate(date.AddMonths(checked((int)months))) + rest);
        }
        catch (Exception error) when (error is OverflowException or ArgumentOutOfRangeException)
        {
            throw new FluxException("a time is out of range");
        }
    }

    /// <summary>Adds, or says that it is too far.</summary>
    public static long Add(long nanoseconds, long more)
    {
        try
        {
            return checked(nanoseconds + more);
        }
        catch (OverflowException)
        {
            throw new FluxException("a time is out of range");
        }
    }
}
