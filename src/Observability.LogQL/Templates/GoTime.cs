using System.Globalization;

namespace Observability.LogQL.Templates;

/// <summary>A time as Go has it, to the nanosecond.</summary>
/// <param name="Time">The time in its zone, to 100 ns.</param>
/// <param name="Rest">The nanoseconds below that.</param>
/// <param name="Zone">The zone's abbreviation; empty where it has none.</param>
internal sealed record GoTime(DateTimeOffset Time, int Rest, string Zone)
{
    /// <summary>A time of nanoseconds since the Unix epoch, in UTC.</summary>
    public static GoTime FromNanoseconds(long nanoseconds)
    {
        var (ticks, rest) = Math.DivRem(nanoseconds, TimeSpan.NanosecondsPerTick);
        if (rest < 0)
        {
            (ticks, rest) = (ticks - 1, rest + TimeSpan.NanosecondsPerTick);
        }

        return new GoTime(DateTimeOffset.UnixEpoch.AddTicks(ticks), (int)rest, "UTC");
    }

    /// <summary>The year 1, which is what a text that is no time becomes.</summary>
    public static GoTime Zero { get; } = new(DateTimeOffset.MinValue, 0, "UTC");

    /// <summary>Nanoseconds of the second.</summary>
    public int Nanosecond => (int)((Time.Ticks % TimeSpan.TicksPerSecond) * TimeSpan.NanosecondsPerTick) + Rest;

    /// <summary>Nanoseconds since the Unix epoch.</summary>
    public long UnixNanoseconds => unchecked(((Time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) * TimeSpan.NanosecondsPerTick) + Rest);

    /// <inheritdoc />
    public override string ToString()
    {
        var fraction = Nanosecond == 0 ? string.Empty : "." + Nanosecond.ToString("000000000", CultureInfo.InvariantCulture).TrimEnd('0');
        return GoTimeLayout.Format(this, "2006-01-02 15:04:05") + fraction + GoTimeLayout.Format(this, " -0700 MST");
    }
}
