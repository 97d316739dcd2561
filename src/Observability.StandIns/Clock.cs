namespace Observability.StandIns;

/// <summary>Time in the unit that line protocol and Loki have.</summary>
internal static class Clock
{
    /// <summary>Nanoseconds since 1970.</summary>
    public static long Nanoseconds(this TimeProvider clock) => (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100;
}
