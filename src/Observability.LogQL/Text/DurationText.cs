using System.Globalization;
using System.Text;

namespace Observability.LogQL.Text;

/// <summary>Durations in Prometheus's and in Go's notation, as nanoseconds.</summary>
internal static class DurationText
{
    /// <summary>Nanoseconds of a second.</summary>
    public const long Second = 1_000_000_000;

    private const long Hour = 3600 * Second;

    // Largest first, which is the order that Prometheus wants them in.
    private static readonly (string Unit, long Nanoseconds)[] s_units =
        [("y", 365 * 24 * Hour), ("w", 7 * 24 * Hour), ("d", 24 * Hour), ("h", Hour), ("m", 60 * Second), ("s", Second), ("ms", 1_000_000)];

    private static readonly (string Unit, long Nanoseconds)[] s_goUnits =
        [("ns", 1), ("us", 1000), ("µs", 1000), ("μs", 1000), ("ms", 1_000_000), ("s", Second), ("m", 60 * Second), ("h", Hour)];

    /// <summary>
    /// A duration such as <c>1d12h</c>: whole numbers, each unit once, the largest first
    /// (https://prometheus.io/docs/prometheus/latest/querying/basics/#float-literals-and-time-durations).
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out long nanoseconds)
    {
        nanoseconds = 0;
        if (text is "0")
        {
            return true;
        }

        var unit = 0;
        var rest = text;
        while (!rest.IsEmpty)
        {
            var digits = CountDigits(rest);
            var letters = CountLetters(rest[digits..]);
            if (!TryFindUnit(rest.Slice(digits, letters), ref unit, out var size)
                || !long.TryParse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                || count > (long.MaxValue - nanoseconds) / size)
            {
                return false;
            }

            nanoseconds += count * size;
            rest = rest[(digits + letters)..];
        }

        return !text.IsEmpty;
    }

    /// <summary>A duration such as <c>-1.5h</c> or <c>2m30.5s</c> (https://pkg.go.dev/time#ParseDuration).</summary>
    public static bool TryParseGo(ReadOnlySpan<char> text, out long nanoseconds)
    {
        nanoseconds = 0;
        var rest = text.Length > 0 && text[0] is '-' or '+' ? text[1..] : text;
        if (rest is "0")
        {
            return true;
        }

        if (rest.IsEmpty)
        {
            return false;
        }

        while (!rest.IsEmpty)
        {
            var whole = CountDigits(rest);
            var fraction = whole < rest.Length && rest[whole] == '.' ? CountDigits(rest[(whole + 1)..]) + 1 : 0;
            var letters = CountLetters(rest[(whole + fraction)..]);
            var size = SizeOf(rest.Slice(whole + fraction, letters));
            long count = 0;
            if (size == 0
                || whole + fraction < (fraction > 0 ? 2 : 1)
                || (whole > 0 && !long.TryParse(rest[..whole], NumberStyles.None, CultureInfo.InvariantCulture, out count))
                || count > (long.MaxValue - nanoseconds) / size)
            {
                return false;
            }

            nanoseconds += count * size;
            if (fraction > 1)
            {
                // Less than the unit, so it cannot be too much unless the rest was nearly so.
                var part = (long)(
                    double.Parse(rest.Slice(whole, fraction), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) * size);
                if (part > long.MaxValue - nanoseconds)
                {
                    return false;
                }

                nanoseconds += part;
            }

            rest = rest[(whole + fraction + letters)..];
        }

        nanoseconds = text[0] == '-' ? -nanoseconds : nanoseconds;
        return true;
    }

    /// <summary>
    /// A duration as Prometheus writes it, such as <c>1h30m</c>; nanoseconds that it cannot write are written as Go does.
    /// </summary>
    public static string Write(long nanoseconds)
    {
        if (nanoseconds == 0)
        {
            return "0s";
        }

        if (nanoseconds < 0 || nanoseconds % 1_000_000 != 0)
        {
            return FormattableString.Invariant($"{nanoseconds}ns");
        }

        var text = new StringBuilder();
        var rest = nanoseconds;
        foreach (var (unit, size) in s_units)
        {
            if (rest >= size)
            {
                text.Append(rest / size).Append(unit);
                rest %= size;
            }
        }

        return text.ToString();
    }

    private static bool TryFindUnit(ReadOnlySpan<char> unit, ref int next, out long size)
    {
        for (; next < s_units.Length; next++)
        {
            if (unit.SequenceEqual(s_units[next].Unit))
            {
                size = s_units[next++].Nanoseconds;
                return true;
            }
        }

        size = 1;
        return false;
    }

    private static long SizeOf(ReadOnlySpan<char> unit)
    {
        foreach (var (name, size) in s_goUnits)
        {
            if (unit.SequenceEqual(name))
            {
                return size;
            }
        }

        return 0;
    }

    private static int CountDigits(ReadOnlySpan<char> text) =>
        text.IndexOfAnyExceptInRange('0', '9') is var count and >= 0 ? count : text.Length;

    private static int CountLetters(ReadOnlySpan<char> text)
    {
        var count = 0;
        while (count < text.Length && char.IsLetter(text[count]))
        {
            count++;
        }

        return count;
    }
}
