using System.Globalization;

namespace Observability.LogQL.Results;

/// <summary>Values and times as Loki's API writes them (https://grafana.com/docs/loki/latest/reference/loki-http-api/).</summary>
public static class ResultFormat
{
    /// <summary>A value: as few digits as say it exactly, never with an exponent; <c>NaN</c>, <c>+Inf</c>, <c>-Inf</c>.</summary>
    public static string Value(double value)
    {
        if (double.IsNaN(value))
        {
            return "NaN";
        }

        if (double.IsInfinity(value))
        {
            return value > 0 ? "+Inf" : "-Inf";
        }

        return PlainDigits(value.ToString("R", CultureInfo.InvariantCulture));
    }

    /// <summary>
    /// A time of a sample, given in milliseconds, in seconds with as many places as it has: <c>1700000000</c>, <c>1700000000.5</c>.
    /// </summary>
    public static string Seconds(long milliseconds) => (milliseconds / 1000m).ToString("0.###", CultureInfo.InvariantCulture);

    // 1.5E+20 and -2E-07 without the exponent: what is written is what the shortest form says, not the double's whole binary value.
    internal static string PlainDigits(string shortest)
    {
        if (!shortest.Contains('E', StringComparison.Ordinal))
        {
            return shortest;
        }

        var sign = shortest.StartsWith('-') ? "-" : string.Empty;
        var at = shortest.IndexOf('E', StringComparison.Ordinal);
        var exponent = int.Parse(shortest.AsSpan(at + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var digits = shortest[sign.Length..at];
        var point = digits.IndexOf('.', StringComparison.Ordinal);
        var whole = (point < 0 ? digits.Length : point) + exponent;
        digits = digits.Replace(".", string.Empty, StringComparison.Ordinal);
        return sign + (whole <= 0
            ? "0." + new string('0', -whole) + digits
            : whole >= digits.Length
                ? digits + new string('0', whole - digits.Length)
                : digits[..whole] + "." + digits[whole..]);
    }
}
