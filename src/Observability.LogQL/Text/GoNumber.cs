using System.Globalization;

namespace Observability.LogQL.Text;

/// <summary>Numbers in Go's notation (https://pkg.go.dev/strconv#ParseFloat).</summary>
internal static class GoNumber
{
    /// <summary>A number, also <c>NaN</c> and infinities in any case; nothing around it.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out double value)
    {
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (double.TryParse(text, Style, CultureInfo.InvariantCulture, out value))
        {
            // .NET has "∞" and "Infinity" in common with Go only in part; what is too large is an error in Go.
            return double.IsFinite(value) || !text.ContainsAnyInRange('0', '9');
        }

        var hasSign = text.Length > 0 && text[0] is '+' or '-';
        if (!text[(hasSign ? 1 : 0)..].Equals("inf", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        value = text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
        return true;
    }
}
