namespace Observability.StandIns.Consumer.Model;

/// <summary>Time in the unit of line protocol.</summary>
internal static class Clock
{
    /// <summary>Nanoseconds since 1970.</summary>
    public static long Nanoseconds(this TimeProvider clock) => (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100;
}
