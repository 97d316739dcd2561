using System.Globalization;

namespace Observability.StandIns.Documents.Configuration;

/// <summary>Sizes as Elasticsearch writes them (https://www.elastic.co/docs/reference/elasticsearch/rest-apis/api-conventions#byte-units).</summary>
internal static class ByteSize
{
    private static readonly (string Unit, int Shift)[] s_units =
        [("kb", 10), ("mb", 20), ("gb", 30), ("tb", 40), ("pb", 50), ("k", 10), ("m", 20), ("g", 30), ("t", 40), ("p", 50), ("b", 0)];

    /// <summary>Parses <c>512mb</c>; false where it is none.</summary>
    public static bool TryParse(string text, out long bytes)
    {
        bytes = 0;
        var lower = text.Trim().ToLowerInvariant();
        foreach (var (unit, shift) in s_units)
        {
            if (lower.EndsWith(unit, StringComparison.Ordinal)
                && double.TryParse(lower[..^unit.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                && number * (1L << shift) is >= 0 and < long.MaxValue)
            {
                bytes = (long)(number * (1L << shift));
                return true;
            }
        }

        return false;
    }

    /// <summary>Writes a size as the cat APIs do: <c>4.2kb</c>.</summary>
    public static string Write(long bytes)
    {
        foreach (var (unit, shift) in s_units.Take(5).Reverse())
        {
            if (bytes >= 1L << shift)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{Math.Floor((double)bytes / (1L << shift) * 10) / 10:0.#}{unit}");
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"{bytes}b");
    }
}
