using System.Collections.Concurrent;
using System.Globalization;
using Observability.StandIns.Documents.Http;

namespace Observability.StandIns.Documents.Dates;

/// <summary>
/// How dates are written, several ways with <c>||</c> between them
/// (https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/mapping-date-format).
/// </summary>
internal sealed class DateFormat
{
    private const int LongestPattern = 200;
    private static readonly ConcurrentDictionary<string, DateFormat> s_known = new(StringComparer.Ordinal);
    private readonly DatePattern[] _ways;

    private DateFormat(string pattern, DatePattern[] ways) => (Pattern, _ways) = (pattern, ways);

    /// <summary>What fields have that do not say otherwise.</summary>
    public static DateFormat Default { get; } = Parse("strict_date_optional_time||epoch_millis");

    /// <summary>Milliseconds since 1970.</summary>
    public static DateFormat EpochMilliseconds { get; } = Parse("epoch_millis");

    /// <summary>As it was given.</summary>
    public string Pattern { get; }

    /// <summary>Parses a format.</summary>
    /// <exception cref="ApiException">It is none.</exception>
    public static DateFormat Parse(string pattern)
    {
        if (s_known.TryGetValue(pattern, out var known))
        {
            return known;
        }

        if (pattern.Length is 0 or > LongestPattern)
        {
            throw ApiErrors.IllegalArgument($"Invalid format: a date's format has 1 to {LongestPattern} characters");
        }

        var format = new DateFormat(pattern, [.. pattern.Split("||").Select(DatePattern.Parse)]);
        if (s_known.Count < 1000)
        {
            s_known[pattern] = format;
        }

        return format;
    }

    /// <summary>Parses a date to milliseconds since 1970.</summary>
    /// <param name="text">The date.</param>
    /// <param name="zone">Where it is, if it does not say so.</param>
    /// <param name="roundUp">True where what is left open is the end of its time.</param>
    /// <param name="moment">The milliseconds.</param>
    public bool TryParse(ReadOnlySpan<char> text, Zone zone, bool roundUp, out long moment)
    {
        foreach (var way in _ways)
        {
            if (way.TryParse(text, zone, roundUp, out moment))
            {
                return true;
            }
        }

        moment = 0;
        return false;
    }

    /// <summary>Writes a date in the first of the ways.</summary>
    public string Write(long moment, Zone? zone = null) => _ways[0].Write(moment, zone ?? Zone.Utc);

    /// <summary>As ISO 8601 with milliseconds, or as the number where no calendar has the date.</summary>
    public static string WriteIso(long moment, Zone zone)
    {
        var offset = zone.OffsetAt(moment);
        return TryToDate(moment + offset, out var date)
            ? date.ToString("yyyy-MM-ddTHH:mm:ss.fff", CultureInfo.InvariantCulture) + WriteOffset(offset)
            : moment.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Writes an offset: <c>Z</c> or <c>+01:00</c>.</summary>
    public static string WriteOffset(long offset)
    {
        var minutes = Math.Abs(offset) / 60_000;
        return offset == 0 ? "Z" : string.Create(
            CultureInfo.InvariantCulture, $"{(offset < 0 ? '-' : '+')}{minutes / 60:00}:{minutes % 60:00}");
    }

    /// <summary>The date of milliseconds since 1970, where a calendar has it.</summary>
    public static bool TryToDate(long milliseconds, out DateTime date)
    {
        var isThere = milliseconds is >= -62_135_596_800_000 and <= 253_402_300_799_999;
        date = isThere ? DateTime.UnixEpoch.AddTicks(milliseconds * TimeSpan.TicksPerMillisecond) : default;
        return isThere;
    }
}
