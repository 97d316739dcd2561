using System.Globalization;

namespace Observability.StandIns.Points.Flux.Values;

/// <summary>Floating-point numbers as text, as Go's <c>strconv.FormatFloat(x, 'f', -1, 64)</c> writes them.</summary>
internal static class FluxNumber
{
    /// <summary>The shortest text that reads back as the number, without an exponent.</summary>
    public static string Format(double value)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
        }

        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var exponentAt = text.IndexOf('E', StringComparison.Ordinal);
        return exponentAt < 0 ? text
            : Expand(text[..exponentAt],
            int.Parse(text.AsSpan(exponentAt + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
    }

    // 1.5E-07 is 0.00000015, 1E+16 is 10000000000000000
    private static string Expand(string mantissa, int exponent)
    {
        var sign = mantissa[0] == '-' ? "-" : string.Empty;
        var parts = mantissa[sign.Length..].Split('.');
        var digits = parts[0] + (parts.Length > 1 ? parts[1] : string.Empty);
        var point = parts[0].Length + exponent;
        return point <= 0
            ? sign + "0." + new string('0', -point) + digits
            : point >= digits.Length
                ? sign + digits + new string('0', point - digits.Length)
                : sign + digits[..point] + "." + digits[point..];
    }
}
