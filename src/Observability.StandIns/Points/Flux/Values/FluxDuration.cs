using System.Globalization;
using System.Text;

namespace Observability.StandIns.Points.Flux.Values;

/// <summary>A span of time: calendar months, which differ in length, and nanoseconds. Both have one sign.</summary>
/// <param name="Months">Whole months.</param>
/// <param name="Nanoseconds">The rest.</param>
internal sealed record FluxDuration(long Months, long Nanoseconds)
{
    private const long MonthsOfYear = 12;

    private static readonly (string Name, long Nanoseconds)[] s_units =
    [
        ("w", 7 * 86_400 * FluxTime.Second),
        ("d", 86_400 * FluxTime.Second),
        ("h", 3_600 * FluxTime.Second),
        ("m", 60 * FluxTime.Second),
        ("s", FluxTime.Second),
        ("ms", 1_000_000),
        ("us", 1_000),
        ("ns", 1),
    ];

    /// <summary>True where it goes back, or nowhere.</summary>
    public bool IsNotPositive => Months < 0 || Nanoseconds < 0 || (Months == 0 && Nanoseconds == 0);

    /// <summary>The same the other way.</summary>
    public FluxDuration Negate() => new(-Months, -Nanoseconds);

    /// <summary>A time that much later.</summary>
    public long AddTo(long time, long count = 1)
    {
        try
        {
            var months = checked(Months * count);
            return FluxTime.Add(months == 0 ? time : FluxTime.AddMonths(time, months), checked(Nanoseconds * count));
        }
        catch (OverflowException)
        {
            throw new FluxException("a time is out of range");
        }
    }

    /// <summary>Reads a literal, as <c>1h30m</c>; null where it is too long or not one.</summary>
    public static FluxDuration? TryParse(string text)
    {
        long months = 0;
        long nanoseconds = 0;
        try
        {
            for (var at = 0; at < text.Length;)
            {
                var start = at;
                while (at < text.Length && char.IsAsciiDigit(text[at]))
                {
                    at++;
                }

                var number = long.Parse(text.AsSpan(start, at - start), NumberStyles.None, CultureInfo.InvariantCulture);
                var unit = at;
                while (at < text.Length && !char.IsAsciiDigit(text[at]))
                {
                    at++;
                }

                checked
                {
                    months += number * MonthsIn(text[unit..at]);
                    nanoseconds += number * NanosecondsIn(text[unit..at]);
                }
            }
        }
        catch (Exception error) when (error is OverflowException or FormatException)
        {
            return null;
        }

        return text.Length == 0 ? null : new FluxDuration(months, nanoseconds);
    }

    /// <inheritdoc />
    public override string ToString()
    {
        var text = new StringBuilder(Months < 0 || Nanoseconds < 0 ? "-" : string.Empty);
        var (years, months) = Math.DivRem(Math.Abs(Months), MonthsOfYear);
        text.Append(years > 0 ? $"{years}y" : string.Empty).Append(months > 0 ? $"{months}mo" : string.Empty);
        var rest = Math.Abs(Nanoseconds);
        foreach (var (name, length) in s_units)
        {
            (var count, rest) = Math.DivRem(rest, length);
            text.Append(count > 0 ? string.Create(CultureInfo.InvariantCulture, $"{count}{name}") : string.Empty);
        }

        return text.Length == 0 ? "0ns" : text.ToString();
    }

    private static long MonthsIn(string unit) => unit switch { "y" => MonthsOfYear, "mo" => 1, _ => 0 };

    private static long NanosecondsIn(string unit) => unit switch
    {
        "y" or "mo" => 0,
        "µs" => 1_000,
        _ => Array.Find(s_units, known => known.Name == unit) is { Nanoseconds: > 0 } found ? found.Nanoseconds
            : throw new FormatException(unit),
    };
}
