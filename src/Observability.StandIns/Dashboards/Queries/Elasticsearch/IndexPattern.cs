using System.Globalization;
using System.Text;

namespace Observability.StandIns.Dashboards.Queries.Elasticsearch;

/// <summary>
/// Indices that a time range needs. A pattern with a date has its fixed text in brackets and moment.js' letters outside:
/// <c>[telegraf-]YYYY.MM.DD</c> with the interval <c>Daily</c>
/// (https://grafana.com/docs/grafana/latest/datasources/elasticsearch/configure/#index-settings).
/// </summary>
internal static class IndexPattern
{
    // Their names are in the header of every request; from here on a wildcard is shorter and finds the same.
    private const int MostIndices = 100;

    /// <summary>The names, separated by commas.</summary>
    public static string Expand(string pattern, string? interval, DateTimeOffset from, DateTimeOffset to)
    {
        if (string.IsNullOrEmpty(interval) || !pattern.Contains('[', StringComparison.Ordinal))
        {
            return pattern;
        }

        var names = new List<string>();
        for (var day = Begin(interval, from); day <= to; day = Next(interval, day))
        {
            names.Add(Write(pattern, day));
            if (names.Count > MostIndices)
            {
                return Fixed(pattern) + "*";
            }
        }

        return string.Join(',', names);
    }

    private static DateTimeOffset Begin(string interval, DateTimeOffset time) => interval switch
    {
        "Hourly" => new DateTimeOffset(time.Year, time.Month, time.Day, time.Hour, 0, 0, TimeSpan.Zero),
        "Weekly" => new DateTimeOffset(time.UtcDateTime.Date, TimeSpan.Zero).AddDays(-(((int)time.UtcDateTime.DayOfWeek + 6) % 7)),
        "Monthly" => new DateTimeOffset(time.Year, time.Month, 1, 0, 0, 0, TimeSpan.Zero),
        "Yearly" => new DateTimeOffset(time.Year, 1, 1, 0, 0, 0, TimeSpan.Zero),
        _ => new DateTimeOffset(time.UtcDateTime.Date, TimeSpan.Zero),
    };

    private static DateTimeOffset Next(string interval, DateTimeOffset time) => interval switch
    {
        "Hourly" => time.AddHours(1),
        "Weekly" => time.AddDays(7),
        "Monthly" => time.AddMonths(1),
        "Yearly" => time.AddYears(1),
        _ => time.AddDays(1),
    };

    private static string Fixed(string pattern) =>
        pattern[(pattern.IndexOf('[', StringComparison.Ordinal) + 1)..pattern.IndexOf(']', StringComparison.Ordinal)];

    private static string Write(string pattern, DateTimeOffset time)
    {
        var name = new StringBuilder();
        for (var index = 0; index < pattern.Length;)
        {
            if (pattern[index] == '[' && pattern.IndexOf(']', index) is var end and > 0)
            {
                name.Append(pattern, index + 1, end - index - 1);
                index = end + 1;
                continue;
            }

            var length = 1;
            while (index + length < pattern.Length && pattern[index + length] == pattern[index])
            {
                length++;
            }

            name.Append(WritePart(pattern.Substring(index, length), time));
            index += length;
        }

        return name.ToString();
    }

    private static string WritePart(string letters, DateTimeOffset time) => letters switch
    {
        "YYYY" => time.Year.ToString("0000", CultureInfo.InvariantCulture),
        "YY" => (time.Year % 100).ToString("00", CultureInfo.InvariantCulture),
        "MM" => time.Month.ToString("00", CultureInfo.InvariantCulture),
        "M" => time.Month.ToString(CultureInfo.InvariantCulture),
        "DD" => time.Day.ToString("00", CultureInfo.InvariantCulture),
        "D" => time.Day.ToString(CultureInfo.InvariantCulture),
        "HH" => time.Hour.ToString("00", CultureInfo.InvariantCulture),
        "GGGG" => ISOWeek.GetYear(time.UtcDateTime).ToString("0000", CultureInfo.InvariantCulture),
        "WW" or "ww" => ISOWeek.GetWeekOfYear(time.UtcDateTime).ToString("00", CultureInfo.InvariantCulture),
        _ => letters,
    };
}
