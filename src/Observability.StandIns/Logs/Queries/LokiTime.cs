using System.Globalization;
using Observability.StandIns.Logs.Configuration;

namespace Observability.StandIns.Logs.Queries;

/// <summary>
/// Times and durations of the API (https://grafana.com/docs/loki/latest/reference/loki-http-api/#timestamps), as nanoseconds.
/// </summary>
internal static class LokiTime
{
    /// <summary>Nanoseconds of a second.</summary>
    public const long Second = 1_000_000_000;

    private const int DigitsOfSeconds = 10;
    private const double LatestSeconds = 9e9;

    /// <summary>The time of a clock.</summary>
    public static long Now(TimeProvider clock) => (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100;

    /// <summary>A duration.</summary>
    public static long Of(TimeSpan duration) => duration.Ticks > long.MaxValue / 100 ? long.MaxValue : duration.Ticks * 100;

    /// <summary>
    /// Reads a time: whole numbers are nanoseconds (up to ten digits are seconds), others seconds with a fraction, texts as RFC 3339 has
    /// them.
    /// </summary>
    public static bool TryParse(string text, out long time)
    {
        if (text.Contains('.', StringComparison.Ordinal)
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds))
        {
            time = Math.Abs(seconds) < LatestSeconds ? (long)Math.Round((decimal)seconds * Second) : 0;
            return Math.Abs(seconds) < LatestSeconds;
        }

        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out time))
        {
            time = text.Length <= DigitsOfSeconds ? time * Second : time;
            return true;
        }

        return TryParseDate(text, out time);
    }

    /// <summary>Reads a duration: a number of seconds, or one with units such as <c>5m</c>.</summary>
    public static bool TryParseDuration(string text, out long duration)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && Math.Abs(seconds) < LatestSeconds)
        {
            duration = (long)(seconds * Second);
            return true;
        }

        var isGood = LokiDuration.TryParse(text, out var span);
        duration = Of(span);
        return isGood;
    }

    // 2023-11-14T22:13:20.123456789Z: .NET's ticks hold seven digits of the fraction, so the fraction is read apart.
    private static bool TryParseDate(string text, out long time)
    {
        time = 0;
        var fraction = 0L;
        var whole = text;
        if (text.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot)
        {
            var end = dot + 1;
            while (end < text.Length && char.IsAsciiDigit(text[end]))
            {
                end++;
            }

            var digits = text[(dot + 1)..end];
            whole = text[..dot] + text[end..];
            if (digits.Length is 0 or > 9)
            {
                return false;
            }

            fraction = long.Parse(digits.PadRight(9, '0'), CultureInfo.InvariantCulture);
        }

        if (!whole.Contains('T', StringComparison.Ordinal)
            || !DateTimeOffset.TryParseExact(
                whole, "yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            || date.Year is < 1700 or > 2200)
        {
            return false;
        }

        time = ((date - DateTimeOffset.UnixEpoch).Ticks * 100) + fraction;
        return true;
    }
}
