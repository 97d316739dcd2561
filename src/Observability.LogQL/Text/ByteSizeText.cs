using System.Globalization;

namespace Observability.LogQL.Text;

/// <summary>Sizes such as <c>5 MiB</c> (https://pkg.go.dev/github.com/dustin/go-humanize#ParseBytes).</summary>
internal static class ByteSizeText
{
    private const string Prefixes = "kmgtpe";

    /// <summary>The number of bytes of a text; without a unit it is one already.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out ulong bytes)
    {
        bytes = 0;
        var digits = 0;
        while (digits < text.Length && (char.IsAsciiDigit(text[digits]) || text[digits] is '.' or ','))
        {
            digits++;
        }

        var number = text[..digits].ToString().Replace(",", string.Empty, StringComparison.Ordinal);
        if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
            || !TryReadUnit(text[digits..].Trim(), out var size))
        {
            return false;
        }

        var product = count * size;
        if (product >= ulong.MaxValue)
        {
            return false;
        }

        bytes = (ulong)product;
        return true;
    }

    // "", b, k, kb, ki, kib and so on, in any case.
    private static bool TryReadUnit(ReadOnlySpan<char> unit, out double size)
    {
        size = 1;
        Span<char> lower = stackalloc char[unit.Length <= 3 ? unit.Length : 0];
        if (lower.Length != unit.Length)
        {
            return false;
        }

        unit.ToLowerInvariant(lower);
        if (lower is "" or "b")
        {
            return true;
        }

        var power = Prefixes.IndexOf(lower[0], StringComparison.Ordinal) + 1;
        ReadOnlySpan<char> rest = lower[1..];
        size = Math.Pow(rest is "i" or "ib" ? 1024 : 1000, power);
        return power > 0 && rest is "" or "b" or "i" or "ib";
    }
}
