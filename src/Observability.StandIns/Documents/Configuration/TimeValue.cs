using System.Globalization;

namespace Observability.StandIns.Documents.Configuration;

/// <summary>Durations as Elasticsearch writes them (https://www.elastic.co/docs/reference/elasticsearch/rest-apis/api-conventions#time-units).</summary>
internal static class TimeValue
{
    private static readonly (string Unit, double Milliseconds)[] s_units =
    [
        ("nanos", 1e-6), ("micros", 1e-3), ("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000),
    ];

    /// <summary>Parses <c>30s</c>, <c>-1</c> (never) and <c>0</c>; false where it is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="milliseconds">The duration; -1 stands for never.</param>
    public static bool TryParse(string text, out double milliseconds)
    {
        var trimmed = text.Trim();
        if (trimmed is "-1" or "0")
        {
            milliseconds = trimmed == "0" ? 0 : -1;
            return true;
        }

        foreach (var (unit, factor) in s_units)
        {
            if (trimmed.EndsWith(unit, StringComparison.Ordinal)
                && double.TryParse(
                    trimmed[..^unit.Length], NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture,
                    out var number))
            {
                milliseconds = number * factor;
                return double.IsFinite(milliseconds);
            }
        }

        milliseconds = 0;
        return false;
    }
}
